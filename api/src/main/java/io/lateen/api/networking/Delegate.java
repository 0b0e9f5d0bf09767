// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * Names the virtual service that continues the routing.
 *
 * @param name its name
 * @param namespace its namespace; empty for that of the delegating one
 */
public record Delegate(String name, String namespace) {}
