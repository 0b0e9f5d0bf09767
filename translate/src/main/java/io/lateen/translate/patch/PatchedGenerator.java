// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.api.ObjectKey;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.check.Finding;
import io.lateen.translate.check.ResourceRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Makes a patched resource. When Envoy would refuse what comes out, the objects are tried one after
 * the other and those that spoil the resource stay out of it.
 */
final class PatchedGenerator {

  Patched generate(PatchedKey key) {
    try {
      return patched(key, message(key.type(), key.base()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(key.base().name(), e);
    }
  }

  private static Message message(String type, EncodedResource resource)
      throws InvalidProtocolBufferException {
    return switch (type) {
      case ResourceTypes.CLUSTER -> Cluster.parseFrom(resource.bytes());
      case ResourceTypes.LISTENER -> Listener.parseFrom(resource.bytes());
      case ResourceTypes.ROUTE -> RouteConfiguration.parseFrom(resource.bytes());
      default -> throw new IllegalArgumentException("resources that are not patched: " + type);
    };
  }

  private static Patched patched(PatchedKey key, Message base) {
    var log = new PatchLog();
    var result = apply(key, base, log);
    var fault = result.flatMap(message -> newFault(base, message));
    if (fault.isPresent()) {
      return withoutCulprits(key, base);
    }
    return outcome(key, base, result, log);
  }

  /** What is wrong already without patches is not their fault. */
  private static Optional<Finding> newFault(Message base, Message patched) {
    if (patched.equals(base)) {
      return Optional.empty();
    }
    var before = ResourceRules.findings(base);
    return ResourceRules.findings(patched).stream()
        .filter(finding -> !before.contains(finding))
        .findFirst();
  }

  private static Patched withoutCulprits(PatchedKey key, Message base) {
    var kept = new LinkedHashSet<ObjectKey>();
    var refused = new ArrayList<Problem>();
    for (var object : key.patches().objects()) {
      kept.add(object);
      var attempt = apply(key.with(key.patches().only(kept)), base, new PatchLog());
      attempt
          .flatMap(message -> newFault(base, message))
          .ifPresent(
              finding -> {
                kept.remove(object);
                refused.add(refusal(key, object, finding));
              });
    }
    var log = new PatchLog();
    refused.forEach(log::add);
    return outcome(key, base, apply(key.with(key.patches().only(kept)), base, log), log);
  }

  private static Problem refusal(PatchedKey key, ObjectKey object, Finding finding) {
    var first = key.patches().firstOf(object);
    return Problem.error(
            first.map(Patch::location).orElse(Location.UNKNOWN),
            object.display(),
            "configPatches",
            "not applied to %s, which Envoy would refuse then: %s"
                .formatted(key.base().name(), finding))
        .withFix("correct the patch; the resource stays as it is without this object");
  }

  private static Patched outcome(
      PatchedKey key, Message base, Optional<Message> result, PatchLog log) {
    if (result.isPresent() && result.get().equals(base)) {
      return new Patched(Optional.of(key.base()), log.problems());
    }
    var provenance = key.base().provenance().with(log.causes());
    return new Patched(
        result.map(message -> EncodedResource.of(name(message), message, provenance)),
        log.problems());
  }

  static String name(Message message) {
    var field = message.getDescriptorForType().findFieldByName("name");
    return (String) message.getField(field);
  }

  private static Optional<Message> apply(PatchedKey key, Message base, PatchLog log) {
    var guard = new SecurityGuard(key.securityFilters(), key.guarded());
    return switch (base) {
      case Cluster cluster ->
          new ClusterPatches(key.patches(), key.side(), log).apply(cluster).map(one -> one);
      case RouteConfiguration routes -> {
        var result =
            new RoutePatches(key.patches(), key.side(), key.ports(), guard, log).apply(routes);
        yield Optional.of(result);
      }
      case Listener listener -> listener(key, listener, guard, log).map(one -> one);
      default -> Optional.of(base);
    };
  }

  private static Optional<Listener> listener(
      PatchedKey key, Listener listener, SecurityGuard guard, PatchLog log) {
    var side =
        key.side() != Context.GATEWAY && listener.getTrafficDirection() == TrafficDirection.INBOUND
            ? Context.SIDECAR_INBOUND
            : key.side();
    var routes = new RoutePatches(key.patches(), side, key.ports(), guard, log);
    var withRoutes =
        side == Context.SIDECAR_INBOUND ? InlineRoutes.patched(listener, routes) : listener;
    return new ListenerPatches(key.patches(), side, guard, log).apply(withRoutes);
  }
}
