// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import io.grpc.Status;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong in a call into one line for people. */
public final class Failures {

  /** Causes that are followed; a cycle ends there. */
  private static final int MAX_DEPTH = 10;

  private Failures() {}

  /** The reason; for a gRPC call its code and text and, when it could not connect, why not. */
  public static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    var status = Status.fromThrowable(cause);
    if (status.getCode() == Status.Code.UNKNOWN) {
      return text(cause);
    }
    var why = root(status.getCause());
    var text = status.getDescription() == null ? "" : ": " + status.getDescription();
    return status.getCode() + text + (why == null ? "" : " (" + text(why) + ")");
  }

  /** The cause that says most: what is wrong with the peer's certificate, else the innermost. */
  private static @Nullable Throwable root(@Nullable Throwable cause) {
    var root = cause;
    for (int depth = 0; root != null && root.getCause() != null && depth < MAX_DEPTH; depth++) {
      if (root instanceof CertificateException) {
        return root;
      }
      root = root.getCause();
    }
    return root;
  }

  private static String text(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
