// SPDX-License-Identifier: Apache-2.0
/**
 * What translation costs at size: a whole mesh at once, and one changed object. Runs the product's
 * own snapshot and translator in this process, on one thread. Writes nothing and opens no socket.
 */
@NullMarked
package io.lateen.bench.translate;

import org.jspecify.annotations.NullMarked;
