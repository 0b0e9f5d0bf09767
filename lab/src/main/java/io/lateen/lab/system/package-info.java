// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel as far as Java's library does not reach it: network namespaces of single threads and
 * raw frames, through the foreign function interface. Called by traffic, wire and kube. Linux only;
 * a thread that has entered a namespace ends there and never goes back to a pool.
 */
@NullMarked
package io.lateen.lab.system;

import org.jspecify.annotations.NullMarked;
