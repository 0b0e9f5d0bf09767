// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.translate.name.EnvoyClusterName;

/** Names that gRPC clients ask for, as Istio spells them (pilot/pkg/networking/grpcgen). */
public final class GrpcNames {

  /** Begins the names of listeners of servers (pkg/istio-agent/grpcxds/grpc_bootstrap.go). */
  public static final String SERVER_PREFIX = "xds.istio.io/grpc/lds/inbound/";

  /** The certificate provider of the bootstrap file (same file). */
  public static final String CERTIFICATES = "default";

  private GrpcNames() {}

  /** The route configuration of calls to a service port. */
  static String routes(String host, int port) {
    return new EnvoyClusterName(port, "", host).value();
  }

  /** {@code HOST:PORT}, an IPv6 address in brackets. */
  static String hostPort(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
