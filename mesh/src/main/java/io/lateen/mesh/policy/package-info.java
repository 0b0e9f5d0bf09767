// SPDX-License-Identifier: Apache-2.0
/**
 * The policies that apply to a workload by its namespace, its labels or the Gateway it belongs to:
 * authorization, tokens, telemetry, extensions, Envoy filters, settings of proxies. The mesh root
 * applies deltas; translators take {@code ProxyScope.policies()} or, for one kind, the snapshots of
 * {@code MeshSnapshot.policies()}. Immutable; any thread; equal inputs give equal results.
 */
@NullMarked
package io.lateen.mesh.policy;

import org.jspecify.annotations.NullMarked;
