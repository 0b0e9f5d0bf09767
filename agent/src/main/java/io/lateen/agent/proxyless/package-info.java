// SPDX-License-Identifier: Apache-2.0
/**
 * What a workload without proxy finds on its machine: the bootstrap of its gRPC library, and its
 * certificate as files. The site of the workload writes them. May not decide which workload is one;
 * blocks for as long as small files take, one call at a time.
 */
@NullMarked
package io.lateen.agent.proxyless;

import org.jspecify.annotations.NullMarked;
