// SPDX-License-Identifier: Apache-2.0
/**
 * {@code lateen authz}: which security policies decide about one request, and why. It asks the
 * interpreter of the policy language ({@code mesh.access}) about objects of files, or of a running
 * control plane as far as the caller's role lets them be read; it sends nothing to any workload.
 * Main thread only.
 */
@NullMarked
package io.lateen.cli.authz;

import org.jspecify.annotations.NullMarked;
