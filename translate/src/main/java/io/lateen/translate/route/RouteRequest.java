// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

/**
 * A route configuration that a listener refers to.
 *
 * @param egress index of the listener whose services and rules it routes to
 * @param host the only service; empty for all services of the port
 */
public record RouteRequest(String name, int egress, String host, int port) {}
