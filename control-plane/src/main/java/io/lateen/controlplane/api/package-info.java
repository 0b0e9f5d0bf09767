// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration API: Kubernetes-shaped objects, lists and watches under {@code /api} and {@code
 * /apis}, Lateen's own resources under {@code /lateen/v1}. Called by the command line, the lab and
 * kubectl over TLS with a bearer token; only {@code /healthz} answers without. Runs on the server's
 * virtual threads, may block there, and reaches the rest only through the interfaces it is given.
 */
@NullMarked
package io.lateen.controlplane.api;

import org.jspecify.annotations.NullMarked;
