// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.api.security.JwtRule;
import io.lateen.api.security.KeySet;
import io.lateen.api.security.RequestAuthentication;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.policy.PoliciesSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The places that policies name, with the time that each may take.
 *
 * @param policies that name them
 */
record WantedKeys(
    PoliciesSnapshot<RequestAuthentication> policies, Map<KeySet.Source, Duration> sources) {

  /** Time of a fetch when the rule names none (api: request_authentication.proto). */
  private static final Duration USUAL = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  static final WantedKeys NONE =
      new WantedKeys(PoliciesSnapshot.empty(RequestAuthentication.class), Map.of());

  /** The places of that state; this very object when no policy changed. */
  WantedKeys of(MeshSnapshot mesh) {
    var now = mesh.policies().requestAuthentications();
    if (now == policies) {
      return this;
    }
    var found = new LinkedHashMap<KeySet.Source, Duration>();
    now.written().byKey().values().stream()
        .sorted((left, right) -> left.key().compareTo(right.key()))
        .flatMap(policy -> policy.spec().rules().stream())
        .filter(rule -> rule.jwks().isEmpty())
        .forEach(
            rule -> {
              var source = KeySet.sourceOf(rule);
              if (found.size() < KeySetKeeper.MAX_SOURCES || found.containsKey(source)) {
                found.merge(source, time(rule), (a, b) -> a.compareTo(b) > 0 ? a : b);
              }
            });
    return new WantedKeys(now, found);
  }

  private static Duration time(JwtRule rule) {
    var written = rule.timeout().orElse(USUAL);
    if (written.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return written.compareTo(LONGEST) > 0 ? LONGEST : written;
  }
}
