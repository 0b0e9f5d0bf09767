// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import java.util.List;

/** The API did not do what was asked. */
public final class ApiException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;
  private final transient List<Cause> causes;

  /**
   * A refusal or a failure.
   *
   * @param status HTTP status; 0 when no answer came
   * @param reason Kubernetes' word for it, such as NotFound or Invalid
   * @param message for people
   * @param causes single problems of an invalid document
   */
  public ApiException(int status, String reason, String message, List<Cause> causes) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.causes = List.copyOf(causes);
  }

  static ApiException unreachable(String server, Throwable cause) {
    var exception =
        new ApiException(
            0,
            "Unavailable",
            "the control plane at "
                + server
                + " cannot be reached: "
                + (cause.getMessage() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getMessage()),
            List.of());
    exception.initCause(cause);
    return exception;
  }

  /** HTTP status; 0 when no answer came. */
  public int status() {
    return status;
  }

  /** Kubernetes' word for the failure. */
  public String reason() {
    return reason;
  }

  /** Single problems of an invalid document. */
  public List<Cause> causes() {
    return causes;
  }

  /** Whether no answer came, so that a start of the control plane may help. */
  public boolean isUnreachable() {
    return status == 0;
  }

  /**
   * One problem of a document.
   *
   * @param field path inside the object
   * @param message reason, place and remedy
   */
  public record Cause(String field, String message) {}
}
