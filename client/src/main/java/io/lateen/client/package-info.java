// SPDX-License-Identifier: Apache-2.0
/**
 * Client of the control plane's API: objects, watches, proxies, history and status over TLS with a
 * bearer token. Called by the command line and by the lab, from any thread; calls block until the
 * answer is there. It keeps no state besides its connections and never retries a write by itself.
 */
@NullMarked
package io.lateen.client;

import org.jspecify.annotations.NullMarked;
