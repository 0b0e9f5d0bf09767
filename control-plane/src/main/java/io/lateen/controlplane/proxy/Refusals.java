// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.server.ProxyStatus;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Names the objects behind what proxies refuse: a resource that Envoy rejects carries its
 * provenance, so the owner of the object is told, and not only the operator of the proxy.
 */
public final class Refusals {

  /**
   * An object of which proxies refuse something now.
   *
   * @param proxy id of the first proxy that does
   */
  public record Refusal(ObjectKey object, String proxy, Problem problem) {}

  /** What the first proxy says, and how many others refuse something of the same object. */
  private record Told(
      Provenance.Cause cause, String resource, String reason, String proxy, Set<String> proxies) {}

  /** Between a virtual host and a route in the names of parts. */
  private static final String ROUTE = "#";

  private Refusals() {}

  /**
   * One refusal for each guilty object; many proxies refuse for the same reason, so the words of
   * the first of them are enough. Of several objects behind a resource those are guilty that
   * changed last before it was sent: the others were taken before.
   *
   * @param desired what each proxy shall have, by proxy id
   * @param changedAt the epoch of an object's newest change; 0 when unknown
   */
  public static List<Refusal> of(
      List<ProxyStatus> proxies,
      Map<String, DesiredConfig> desired,
      ToLongFunction<ObjectKey> changedAt) {
    var found = new LinkedHashMap<ObjectKey, Told>();
    for (var proxy : proxies) {
      var id = proxy.node().id();
      var config = Optional.ofNullable(desired.get(id));
      for (var type : proxy.types()) {
        var nack = type.nack();
        for (var name : nack.map(ProxyStatus.Nack::guilty).orElse(List.of())) {
          var reason = RefusalText.of(nack.orElseThrow().reason(name));
          for (var cause : guilty(causes(config, type.typeUrl(), name, reason), changedAt)) {
            found
                .computeIfAbsent(
                    cause.object(), key -> new Told(cause, name, reason, id, new HashSet<>()))
                .proxies()
                .add(id);
          }
        }
      }
    }
    return found.values().stream()
        .map(told -> new Refusal(told.cause().object(), told.proxy(), problem(told)))
        .toList();
  }

  /** Those that changed last. */
  static List<Provenance.Cause> guilty(
      List<Provenance.Cause> causes, ToLongFunction<ObjectKey> changedAt) {
    long last = causes.stream().map(Provenance.Cause::object).mapToLong(changedAt).max().orElse(0);
    return causes.stream().filter(cause -> changedAt.applyAsLong(cause.object()) == last).toList();
  }

  /**
   * The objects behind a refused resource, the deciding one first; of a route configuration those
   * behind the virtual hosts that the words are about.
   *
   * @param reason why it was refused, see {@link RefusalText}
   */
  public static List<Provenance.Cause> causes(
      Optional<DesiredConfig> config, String typeUrl, String resource, String reason) {
    return config
        .map(c -> c.resources().ofType(typeUrl).get(resource))
        .map(found -> causes(typeUrl, found, reason))
        .orElse(List.of());
  }

  private static List<Provenance.Cause> causes(
      String typeUrl, EncodedResource resource, String reason) {
    var provenance = resource.provenance();
    if (typeUrl.equals(TypeUrls.ROUTE) && !provenance.parts().isEmpty()) {
      var named =
          Stream.concat(
                  RefusedHosts.parts(resource, reason).stream()
                      .flatMap(part -> ofPart(provenance, part)),
                  provenance.causes().stream())
              .distinct()
              .toList();
      if (named.size() > provenance.causes().size()) {
        return named;
      }
    }
    return provenance.causes().isEmpty()
        ? provenance.parts().values().stream().flatMap(List::stream).distinct().toList()
        : provenance.causes();
  }

  /** Of a virtual host with its routes; of one route only its own when they are known. */
  private static Stream<Provenance.Cause> ofPart(Provenance provenance, String part) {
    var own = provenance.parts().get(part);
    if (part.contains(ROUTE) && own != null) {
      return own.stream();
    }
    var host = part.contains(ROUTE) ? part.substring(0, part.indexOf(ROUTE)) : part;
    return provenance.parts().entrySet().stream()
        .filter(each -> each.getKey().equals(host) || each.getKey().startsWith(host + ROUTE))
        .flatMap(each -> each.getValue().stream());
  }

  private static Problem problem(Told told) {
    var others = told.proxies().size() - 1;
    return Problem.error(
            new Location(told.cause().source(), told.cause().line(), 0),
            told.cause().object().display(),
            "",
            "%s refuses %s: %s"
                .formatted(
                    others == 0
                        ? "the proxy " + told.proxy()
                        : "the proxy %s, like %d more,".formatted(told.proxy(), others),
                    told.resource(),
                    told.reason()))
        .withFix("change the object; until then the proxies keep their last good version");
  }
}
