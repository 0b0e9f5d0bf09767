// SPDX-License-Identifier: Apache-2.0
/**
 * What security policies mean, at a real Envoy: paths that are written strangely get around none of
 * them at real servers. Envoys and servers run on loopback and end with their test.
 */
@NullMarked
package io.lateen.it.access;

import org.jspecify.annotations.NullMarked;
