// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

/** What a workload's proxy is for. */
public enum ProxyRole {
  /** Serves the application beside it. */
  SIDECAR,
  /** A gateway: serves Gateway objects, no application. */
  ROUTER,
  /** None: the application's own gRPC library takes configuration. */
  PROXYLESS
}
