// SPDX-License-Identifier: Apache-2.0
/**
 * Host names as Istio's objects spell them: short names, fully qualified names and wildcards. Every
 * snapshot and the proxy scope use it to compare and look up hosts. Pure functions and persistent
 * maps only; any thread.
 */
@NullMarked
package io.lateen.mesh.host;

import org.jspecify.annotations.NullMarked;
