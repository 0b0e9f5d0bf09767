// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

/**
 * The service behind an extension provider.
 *
 * @param service host name, {@code namespace/host} to say which of several, or an IP address
 * @param port port, 1 to 65535
 */
public record ServiceAddress(String service, int port) {}
