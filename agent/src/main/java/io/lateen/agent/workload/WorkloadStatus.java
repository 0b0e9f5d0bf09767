// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.workload.Lifecycle.Phase;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What others see of a workload.
 *
 * @param uid its identity
 * @param phase where it stands
 * @param assigned who it is; empty while the control plane does not say
 * @param networkNamespace where it runs; empty while it does not
 * @param envoyPid process number of its Envoy; 0 while none runs
 * @param restarts how often its Envoy was started again
 * @param certificateNotAfter seconds since 1970; 0 while there is no certificate
 * @param reason what keeps its proxy from being ready; empty otherwise
 */
public record WorkloadStatus(
    String uid,
    Phase phase,
    Optional<AssignedWorkload> assigned,
    Optional<Path> networkNamespace,
    long envoyPid,
    int restarts,
    long certificateNotAfter,
    String reason) {}
