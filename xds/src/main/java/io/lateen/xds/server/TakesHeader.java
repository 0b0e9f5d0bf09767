// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.lateen.proto.difference.Differences;

/** Reads from the headers of a stream what its client takes besides whole resources. */
final class TakesHeader implements ServerInterceptor {

  private static final Context.Key<Boolean> DIFFERENCES =
      Context.keyWithDefault("lateen-takes-differences", false);

  /** Whether the client of the call that is being opened takes differences. */
  static boolean differences() {
    return DIFFERENCES.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!Differences.TAKEN.equals(headers.get(Differences.TAKES))) {
      return next.startCall(call, headers);
    }
    var context = Context.current().withValue(DIFFERENCES, true);
    return Contexts.interceptCall(context, call, headers, next);
  }
}
