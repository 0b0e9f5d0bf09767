// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

/** How a proxy finds the addresses of a service. */
public enum Resolution {
  /** From the endpoints the mesh knows. */
  ENDPOINTS,
  /** The address the client asked for is the endpoint: headless Services, resolution NONE. */
  PASSTHROUGH,
  /** The proxy resolves the endpoints' names and balances over all addresses. */
  DNS,
  /** The proxy resolves the name and uses one address at a time. */
  DNS_ROUND_ROBIN,
  /** The proxy resolves the name of each request of a wildcard host. */
  DYNAMIC_DNS,
  /** A second name of another service: Kubernetes ExternalName. */
  ALIAS
}
