// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * Makes requests fail.
 *
 * @param code what the caller sees
 * @param percentage share of requests, 0 to 100; 0 when the author wrote none
 */
public record FaultAbort(Code code, double percentage) {

  /** What the caller of an aborted request sees. */
  public sealed interface Code {

    /**
     * An HTTP status.
     *
     * @param status 200 to 599
     */
    record HttpStatus(int status) implements Code {}

    /**
     * A gRPC status.
     *
     * @param name name as in gRPC's specification, for instance {@code UNAVAILABLE}
     */
    record GrpcStatus(String name) implements Code {}
  }
}
