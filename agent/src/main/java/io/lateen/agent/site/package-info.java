// SPDX-License-Identifier: Apache-2.0
/**
 * What one workload has on this node, put together: socket with xDS relay, secrets and access logs,
 * capture, and the Envoy. Made by the bootstrap package and driven by the workload package. Methods
 * block and are called on virtual threads, commands of one workload one at a time.
 */
@NullMarked
package io.lateen.agent.site;

import org.jspecify.annotations.NullMarked;
