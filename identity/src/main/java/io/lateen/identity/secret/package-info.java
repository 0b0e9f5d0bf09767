// SPDX-License-Identifier: Apache-2.0
/**
 * Things that must not be seen: keys and tokens in memory and on disk. Called by the authority, the
 * join tokens and the agent's key store. Nothing here prints, logs or serialises what it holds; the
 * types are immutable and safe for all threads, files are written by one thread at a time.
 */
@NullMarked
package io.lateen.identity.secret;

import org.jspecify.annotations.NullMarked;
