// SPDX-License-Identifier: Apache-2.0
/**
 * Decoders of the Kubernetes Gateway API, with the rules of its schemas. The table of decoders
 * calls them. Pure; any thread.
 */
@NullMarked
package io.lateen.api.decode.gatewayapi;

import org.jspecify.annotations.NullMarked;
