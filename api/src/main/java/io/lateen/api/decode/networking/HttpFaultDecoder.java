// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.FaultAbort;
import io.lateen.api.networking.FaultAbort.Code.GrpcStatus;
import io.lateen.api.networking.FaultAbort.Code.HttpStatus;
import io.lateen.api.networking.FaultDelay;
import io.lateen.api.networking.GrpcStatuses;
import io.lateen.api.networking.HttpFault;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Suggestions;
import java.util.Optional;

/** Decodes faults to inject. */
final class HttpFaultDecoder {

  /** Smallest share above zero that Envoy can express, in percent. */
  private static final double SMALLEST = 0.0001;

  private HttpFaultDecoder() {}

  static HttpFault fault(ObjectReader in) {
    var hasAny = in.has("delay") || in.has("abort");
    var fault =
        new HttpFault(
            in.object("delay").flatMap(HttpFaultDecoder::delay),
            in.object("abort").flatMap(HttpFaultDecoder::abort));
    in.done();
    if (!hasAny) {
      in.error("needs a delay or an abort");
    }
    return fault;
  }

  private static Optional<FaultDelay> delay(ObjectReader in) {
    Checked.atMostOne(in, "fixedDelay", "exponentialDelay");
    if (in.has("exponentialDelay")) {
      in.error("exponentialDelay", "is not supported, neither by Istio nor by Envoy");
    }
    var older = in.optionalInteger("percent", 0, 100);
    if (older.isPresent()) {
      in.warning("percent", "is deprecated", "use percentage");
    }
    var share = share(in, older.orElse(0));
    var delay = Checked.duration(in, "fixedDelay");
    if (delay.isEmpty() && !in.has("fixedDelay")) {
      in.warning("fixedDelay", "is not set, so nothing is delayed", "");
    }
    in.done();
    return delay.map(length -> new FaultDelay(length, share));
  }

  private static Optional<FaultAbort> abort(ObjectReader in) {
    Checked.atMostOne(in, "httpStatus", "grpcStatus", "http2Error");
    if (in.has("http2Error")) {
      in.error("http2Error", "is not supported, neither by Istio nor by Envoy");
    }
    var share = share(in, 0);
    var status = in.optionalInteger("httpStatus", 200, 599);
    var grpc = in.string("grpcStatus");
    if (in.has("grpcStatus") && !GrpcStatuses.names().contains(grpc)) {
      in.error(
          "grpcStatus",
          "\"" + grpc + "\" is not a gRPC status",
          Suggestions.remedy(grpc, GrpcStatuses.names()));
    }
    in.done();
    if (status.isPresent()) {
      return Optional.of(new FaultAbort(new HttpStatus(status.getAsInt()), share));
    }
    if (in.has("grpcStatus")) {
      return Optional.of(new FaultAbort(new GrpcStatus(grpc), share));
    }
    in.warning("httpStatus", "is not set, so nothing is aborted", "");
    return Optional.empty();
  }

  private static double share(ObjectReader in, double absent) {
    var share = HttpPolicyDecoder.percentage(in, "percentage");
    if (share.isPresent() && share.getAsDouble() > 0 && share.getAsDouble() < SMALLEST) {
      in.error("percentage", "must be 0, or from 0.0001 to 100");
    }
    return share.orElse(absent);
  }
}
