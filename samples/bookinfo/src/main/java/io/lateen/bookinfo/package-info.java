// SPDX-License-Identifier: Apache-2.0
/**
 * The program behind every container of the sample application: one main class, one service per
 * process. Started by the lab, or by hand for a look at it. It knows nothing of the mesh and
 * depends on nothing but the JDK, so that it starts fast and stays small.
 */
@NullMarked
package io.lateen.bookinfo;

import org.jspecify.annotations.NullMarked;
