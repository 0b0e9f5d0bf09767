// SPDX-License-Identifier: Apache-2.0
/**
 * Workloads: the running instances that a proxy serves, from Pods and WorkloadEntries. The endpoint
 * join, proxy scopes and the control plane's node services read it. Immutable; any thread.
 */
@NullMarked
package io.lateen.mesh.workload;

import org.jspecify.annotations.NullMarked;
