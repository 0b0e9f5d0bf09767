// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

/**
 * A port that a container names.
 *
 * @param name name; may be empty
 * @param containerPort 1 to 65535
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 */
public record ContainerPort(String name, int containerPort, String protocol) {}
