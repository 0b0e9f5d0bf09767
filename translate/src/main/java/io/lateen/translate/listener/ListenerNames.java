// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

/** Istio's listener names (pilot/pkg/networking/core/listener.go getListenerName). */
public final class ListenerNames {

  private ListenerNames() {}

  /** {@code BIND_PORT}; the path itself for a Unix socket. */
  public static String of(String bind, int port) {
    return port == 0 ? bind : bind + "_" + port;
  }
}
