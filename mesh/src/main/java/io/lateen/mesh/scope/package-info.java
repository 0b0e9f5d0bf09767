// SPDX-License-Identifier: Apache-2.0
/**
 * What one proxy sees: services, routes, rules and policies after visibility and conflicts are
 * decided. Translators ask the mesh root for it and must treat equal scopes as one. Pure functions
 * of the snapshots; any thread.
 */
@NullMarked
package io.lateen.mesh.scope;

import org.jspecify.annotations.NullMarked;
