// SPDX-License-Identifier: Apache-2.0
/**
 * Certificates in texts of the form of RFC 7468. The decoding of Secrets reads them with it, which
 * itself may use no streams. Pure, for all threads; messages never repeat what a text holds.
 */
@NullMarked
package io.lateen.base.pem;

import org.jspecify.annotations.NullMarked;
