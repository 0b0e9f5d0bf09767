// SPDX-License-Identifier: Apache-2.0
/**
 * TLS contexts of listeners and clusters; keys and roots are only ever named, never contained.
 * Called by the listener and cluster generators. May not decide whether TLS is used (the planners
 * do that), keeps no state and runs on any thread.
 */
@NullMarked
package io.lateen.translate.tls;

import org.jspecify.annotations.NullMarked;
