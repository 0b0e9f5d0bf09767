// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.StatusRuntimeException;

/** A program that makes one call and prints how it ended. */
public final class CallOnce {

  private CallOnce() {}

  /** The target is the argument. */
  public static void main(String[] arguments) {
    var channel = Grpc.newChannelBuilder(arguments[0], InsecureChannelCredentials.create()).build();
    try {
      System.out.println("OK " + Echo.call(channel, Echo.SAY, "hello"));
    } catch (StatusRuntimeException e) {
      System.out.println(e.getStatus().getCode() + " " + e.getStatus().getDescription());
      for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
        System.out.println(cause.getMessage());
      }
    } finally {
      channel.shutdownNow();
    }
  }
}
