// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.OptionalInt;

/**
 * A port with its protocol.
 *
 * @param number 0 to 65535; 0 when the author wrote none
 * @param protocol protocol as written, as in {@code HTTP}; may be empty
 * @param name name of the port; may be empty
 * @param targetPort port of the endpoints when it differs; only in service entries
 */
public record PortSpec(int number, String protocol, String name, OptionalInt targetPort) {}
