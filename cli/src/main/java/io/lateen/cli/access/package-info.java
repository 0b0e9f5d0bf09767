// SPDX-License-Identifier: Apache-2.0
/**
 * The commands about the control plane's own doors: roles and tokens, and the audit log with its
 * proof. Called by the command line; all but the verification of a file talk to the API. Tokens are
 * printed once or written to a file of mode 0600, never logged.
 */
@NullMarked
package io.lateen.cli.access;

import org.jspecify.annotations.NullMarked;
