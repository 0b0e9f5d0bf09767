// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

/**
 * A port to open.
 *
 * @param host an address of this machine
 * @param port 1 to 65535, or 0 for a free one
 */
public record Listen(String host, int port) {}
