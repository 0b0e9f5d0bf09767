// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what at the control plane's own doors: roles, bindings, tokens, and the one function
 * that decides, which is pure and denies by default. Called by the API for each request; bindings
 * and hashes of tokens are in the store, and their image in memory answers from any thread. Nothing
 * here knows of HTTP.
 */
@NullMarked
package io.lateen.controlplane.access;

import org.jspecify.annotations.NullMarked;
