// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.lateen.proto.node.v1.Verdict;
import io.lateen.xds.stream.StreamCommand.Finding;
import io.lateen.xds.stream.StreamCommand.Judged;
import java.util.List;
import java.util.Optional;

/**
 * Finds the verdict of a node's trial in a request. It only ever concerns the stream that it comes
 * on: a node may be wrong, or lie, about the proxies that it runs itself.
 */
final class TrialVerdict {

  private TrialVerdict() {}

  /** The verdict; empty for every ordinary request. */
  static Optional<Judged> of(DeltaDiscoveryRequest request) {
    if (!request.hasErrorDetail()) {
      return Optional.empty();
    }
    for (var detail : request.getErrorDetail().getDetailsList()) {
      if (detail.is(Verdict.class)) {
        try {
          var findings = findings(detail.unpack(Verdict.class));
          return Optional.of(
              new Judged(request.getTypeUrl(), request.getResponseNonce(), findings));
        } catch (InvalidProtocolBufferException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static List<Finding> findings(Verdict verdict) {
    return verdict.getFindingsList().stream()
        .map(
            one ->
                new Finding(
                    one.getName(),
                    one.getVersion(),
                    one.getRefused() ? Optional.of(one.getReason()) : Optional.empty()))
        .toList();
  }
}
