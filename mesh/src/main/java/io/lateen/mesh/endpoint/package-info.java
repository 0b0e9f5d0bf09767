// SPDX-License-Identifier: Apache-2.0
/**
 * Endpoints: where the instances of each service port listen, joined from EndpointSlices, Pods,
 * ServiceEntries and WorkloadEntries. The mesh root applies deltas, translators read one set at a
 * time. Immutable; a change touches only the sets of the services it concerns.
 */
@NullMarked
package io.lateen.mesh.endpoint;

import org.jspecify.annotations.NullMarked;
