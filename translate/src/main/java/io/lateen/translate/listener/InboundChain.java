// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.security.MtlsMode;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.accesslog.AccessLogs;
import io.lateen.translate.tls.TerminatedTls;
import java.util.Optional;

/**
 * What happens to connections that arrive for one port of the workload; several filter chains come
 * of it.
 *
 * @param bind address that names the chain
 * @param targetPort port of the workload; 0 for all ports that no other chain names
 * @param servicePort port that clients call; names the virtual host
 * @param cluster where connections go
 * @param mode which connections are accepted; never {@code UNSET}
 * @param ownTls TLS of callers that ends here instead of the mesh's; only with mode {@code DISABLE}
 * @param service the service it belongs to, for metrics
 * @param operationHost host in the names of spans; may be empty
 * @param passthrough whether this is the catch-all
 * @param rateLimit how many requests are let in
 * @param config metadata path of the Sidecar that made the chain; empty for none
 */
public record InboundChain(
    String bind,
    int targetPort,
    int servicePort,
    Protocol protocol,
    String cluster,
    MtlsMode mode,
    Optional<TerminatedTls> ownTls,
    AccessLogs.InboundService service,
    String operationHost,
    boolean passthrough,
    Optional<RateLimit> rateLimit,
    String config) {}
