// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.xds.server.ProxyStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names the objects behind what proxies refuse: a resource that Envoy rejects carries its
 * provenance, so the owner of the object is told, and not only the operator of the proxy.
 */
public final class Refusals {

  private Refusals() {}

  /**
   * One problem for each object whose resources are refused now; many proxies refuse for the same
   * reason, so the first of them is enough.
   *
   * @param desired what each proxy shall have, by proxy id
   */
  public static List<Problem> problems(
      List<ProxyStatus> proxies, Map<String, DesiredConfig> desired) {
    var found = new LinkedHashMap<String, Problem>();
    for (var proxy : proxies) {
      for (var type : proxy.types()) {
        type.nack()
            .ifPresent(
                nack -> {
                  var config = Optional.ofNullable(desired.get(proxy.node().id()));
                  for (var name : nack.guilty()) {
                    for (var cause : causes(config, type.typeUrl(), name)) {
                      found.putIfAbsent(
                          cause.object().display(), problem(cause, name, proxy, nack));
                    }
                  }
                });
      }
    }
    return List.copyOf(found.values());
  }

  /** The objects behind a resource, the deciding one first. */
  public static List<Provenance.Cause> causes(
      Optional<DesiredConfig> config, String typeUrl, String resource) {
    return config
        .map(c -> c.resources().ofType(typeUrl).get(resource))
        .map(EncodedResource::provenance)
        .map(Refusals::causes)
        .orElse(List.of());
  }

  private static List<Provenance.Cause> causes(Provenance provenance) {
    return provenance.causes().isEmpty()
        ? provenance.parts().values().stream().flatMap(List::stream).distinct().toList()
        : provenance.causes();
  }

  private static Problem problem(
      Provenance.Cause cause, String resource, ProxyStatus proxy, ProxyStatus.Nack nack) {
    return Problem.error(
            new Location(cause.source(), cause.line(), 0),
            cause.object().display(),
            "",
            "the proxy "
                + proxy.node().id()
                + " refuses "
                + resource
                + ": "
                + RefusalText.of(nack.message()))
        .withFix("change the object; until then the proxies keep their last good version");
  }
}
