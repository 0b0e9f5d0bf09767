// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;

/** Status names of gRPC and their numbers (grpc/grpc doc/statuscodes.md). */
public final class GrpcStatuses {

  private static final List<String> BY_NUMBER =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  private static final int UNKNOWN = 2;

  private GrpcStatuses() {}

  /** All names, by number. */
  public static List<String> names() {
    return BY_NUMBER;
  }

  /** The number; that of UNKNOWN for a name that validation would have refused. */
  public static int number(String name) {
    int number = BY_NUMBER.indexOf(name);
    return number < 0 ? UNKNOWN : number;
  }
}
