// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with an input, in words a user can act on: place, object, path, reason, remedy.
 * Made by decoders and by the mesh model, shown by the CLI, the API and the logs. Immutable and
 * safe for all threads; never thrown.
 */
@NullMarked
package io.lateen.base.problem;

import org.jspecify.annotations.NullMarked;
