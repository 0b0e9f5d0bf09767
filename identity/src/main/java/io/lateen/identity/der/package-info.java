// SPDX-License-Identifier: Apache-2.0
/**
 * DER (X.690), as far as signing requests and leaves need it. The authority and the reader of
 * signing requests call it; it knows tags and lengths, never what a certificate means, and reads
 * nothing that is not in its shortest form. Pure; readers are for one thread.
 */
@NullMarked
package io.lateen.identity.der;

import org.jspecify.annotations.NullMarked;
