// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the keys of Secrets: seals them when documents are read, with a key of its own file, and
 * opens them when a resource goes out to the proxy that may have it. The doors and the pipeline
 * call it. May not log or return a value in the clear anywhere else; safe on any thread.
 */
@NullMarked
package io.lateen.controlplane.secret;

import org.jspecify.annotations.NullMarked;
