// SPDX-License-Identifier: Apache-2.0
/**
 * A vault that signs for the certificate authority. Called by the authority when its issuer's key
 * is not in this process; the only code that talks to the vault. It blocks for a bounded time, and
 * what it says never holds the token.
 */
@NullMarked
package io.lateen.controlplane.signer;

import org.jspecify.annotations.NullMarked;
