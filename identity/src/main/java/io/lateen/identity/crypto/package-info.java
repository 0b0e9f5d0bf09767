// SPDX-License-Identifier: Apache-2.0
/**
 * Who computes signatures, and the keys that authorities sign with. The authority and the readers
 * of signing requests call it; it knows nothing of certificates' contents. Everything here may be
 * used from all threads; keys never print themselves.
 */
@NullMarked
package io.lateen.identity.crypto;

import org.jspecify.annotations.NullMarked;
