// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

/**
 * A port of a service.
 *
 * @param name name, unique in the service; may be empty when it is the only port
 * @param port 1 to 65535
 * @param targetPort port of the pods
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 * @param appProtocol application protocol; empty when not said
 * @param nodePort port of every machine; 0 for none
 */
public record ServicePort(
    String name,
    int port,
    TargetPort targetPort,
    String protocol,
    String appProtocol,
    int nodePort) {}
