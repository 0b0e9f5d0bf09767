// SPDX-License-Identifier: Apache-2.0
/**
 * Secrets with certificates and keys: how their documents are laid out, whether key and certificate
 * fit, and how keys are hidden before anybody else sees the document. The document decoder calls
 * it. Pure, for all threads; nothing behind it ever holds a key in the clear.
 */
@NullMarked
package io.lateen.api.credential;

import org.jspecify.annotations.NullMarked;
