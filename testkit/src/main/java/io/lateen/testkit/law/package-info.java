// SPDX-License-Identifier: Apache-2.0
/**
 * Properties checked with random data: generators that shrink, the runner that prints the seed, and
 * the laws of snapshots. Called from tests. A run is a function of its seed; nothing here uses
 * threads.
 */
@NullMarked
package io.lateen.testkit.law;

import org.jspecify.annotations.NullMarked;
