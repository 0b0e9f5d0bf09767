// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.LinkedHashSet;
import java.util.Optional;

/** Makes answers from the last good configuration. */
final class LocalAnswers {

  /** Begins the nonces of answers that the control plane must not hear about. */
  static final String NONCE_PREFIX = "local:";

  private static final String VERSION = "local";

  private final LastGoodCache cache;
  private long count;

  LocalAnswers(LastGoodCache cache) {
    this.cache = cache;
  }

  /**
   * What the relay can say about a type now.
   *
   * @param alone whether the control plane is away, so that everything Envoy waits for is answered;
   *     otherwise only what the relay owes
   */
  Optional<DeltaDiscoveryResponse> next(RelayType type, boolean alone) {
    var names = new LinkedHashSet<>(type.owed());
    if (alone && !cache.isEmpty()) {
      names.addAll(type.due());
    }
    var greet = alone && type.greetingDue() && cache.knows(type.typeUrl);
    if (greet) {
      names.addAll(cache.names(type.typeUrl));
    }
    if (names.isEmpty() && !greet) {
      return Optional.empty();
    }
    count++;
    var response =
        DeltaDiscoveryResponse.newBuilder()
            .setTypeUrl(type.typeUrl)
            .setSystemVersionInfo(VERSION)
            .setNonce(NONCE_PREFIX + count);
    for (var name : names) {
      add(response, type.typeUrl, name);
    }
    return Optional.of(response.build());
  }

  private void add(DeltaDiscoveryResponse.Builder response, String typeUrl, String name) {
    var resource = cache.get(typeUrl, name);
    if (resource != null) {
      response.addResources(resource);
    } else if (typeUrl.equals(RelayTypes.VIRTUAL_HOST)) {
      response.addResources(Resource.newBuilder().setName(name).addAliases(name));
    } else {
      response.addRemovedResources(name);
    }
  }
}
