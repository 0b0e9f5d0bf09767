// SPDX-License-Identifier: Apache-2.0
/**
 * One proxy's view of the mesh, reduced to what planning needs. The translator builds it from the
 * mesh's proxy scope; all planners read it. May not decide anything that depends on Envoy;
 * immutable and safe on any thread.
 */
@NullMarked
package io.lateen.translate.view;

import org.jspecify.annotations.NullMarked;
