// SPDX-License-Identifier: Apache-2.0
/**
 * Addresses as values. Whoever limits where calls go to or come from calls it; it asks no name
 * server and opens no socket. Pure, for all threads.
 */
@NullMarked
package io.lateen.base.net;

import org.jspecify.annotations.NullMarked;
