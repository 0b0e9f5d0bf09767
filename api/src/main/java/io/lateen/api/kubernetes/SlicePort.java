// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

/**
 * A port of a slice.
 *
 * @param name name of the service port; may be empty
 * @param port 1 to 65535; 0 when the slice leaves it open
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 * @param appProtocol application protocol; empty when not said
 */
public record SlicePort(String name, int port, String protocol, String appProtocol) {}
