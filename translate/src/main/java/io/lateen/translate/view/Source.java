// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

/** What the answers of a view depend on. While a source stays the same object, so do they. */
public enum Source {
  /** Services, routes and rules that the proxy's class may see. */
  SCOPE,
  /** Endpoints of all services. */
  ENDPOINTS,
  /** Policies about who must use mTLS. */
  PEERS,
  /** The settings of the mesh. */
  SETTINGS,
  /** Policies that apply to single workloads. */
  POLICIES,
  /** Addresses of services that have none of their own. */
  ADDRESSES,
  /** Networks and the ways between them. */
  NETWORKS,
  /** The proxy itself. */
  PROXY
}
