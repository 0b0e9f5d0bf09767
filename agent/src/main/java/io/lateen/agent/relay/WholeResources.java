// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.difference.Differences;
import io.lateen.proto.xds.v1.Difference;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts whole resources in the place of differences to what Envoy accepted. */
final class WholeResources {

  private WholeResources() {}

  /**
   * The response that Envoy gets; empty when a difference does not belong to what is cached.
   *
   * @param expendable names that are left out in that case
   */
  static Optional<DeltaDiscoveryResponse> of(
      DeltaDiscoveryResponse response, LastGoodCache cache, Predicate<String> expendable) {
    if (response.getResourcesList().stream().noneMatch(WholeResources::isDifference)) {
      return Optional.of(response);
    }
    var whole = response.toBuilder().clearResources();
    for (var resource : response.getResourcesList()) {
      var resolved =
          isDifference(resource)
              ? resolve(response.getTypeUrl(), resource, cache)
              : Optional.of(resource);
      if (resolved.isPresent()) {
        whole.addResources(resolved.get());
      } else if (!expendable.test(resource.getName())) {
        return Optional.empty();
      }
    }
    return Optional.of(whole.build());
  }

  private static boolean isDifference(Resource resource) {
    return resource.getResource().getTypeUrl().equals(Differences.TYPE_URL);
  }

  private static Optional<Resource> resolve(
      String typeUrl, Resource resource, LastGoodCache cache) {
    Difference difference;
    try {
      difference = Difference.parseFrom(resource.getResource().getValue());
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
    var base = cache.get(typeUrl, resource.getName());
    if (base == null || !base.getVersion().equals(difference.getBaseVersion())) {
      return Optional.empty();
    }
    return Differences.resolve(
            difference, base.getResource().getValue(), RelayLimits.MAX_MESSAGE_BYTES)
        .map(
            value ->
                resource.toBuilder()
                    .setResource(Any.newBuilder().setTypeUrl(typeUrl).setValue(value))
                    .build());
  }
}
