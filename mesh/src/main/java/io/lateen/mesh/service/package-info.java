// SPDX-License-Identifier: Apache-2.0
/**
 * Services of the mesh, whatever declared them: Kubernetes Services and ServiceEntries. The mesh
 * root applies deltas, proxy scopes and translators read. Immutable; endpoints live elsewhere, so
 * that their churn never touches this package.
 */
@NullMarked
package io.lateen.mesh.service;

import org.jspecify.annotations.NullMarked;
