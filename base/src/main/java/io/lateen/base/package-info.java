// SPDX-License-Identifier: Apache-2.0
/**
 * What every module shares: results, problems, regular expressions, immutable copies. Called from
 * every module. Holds no state, does no input or output and starts no threads; its sub-packages say
 * where they differ.
 */
@NullMarked
package io.lateen.base;

import org.jspecify.annotations.NullMarked;
