// SPDX-License-Identifier: Apache-2.0
/**
 * Decoders of Lateen's own kinds about services and gateways, with their rules. The table of
 * decoders names them. Pure functions of the document that report problems; any thread.
 */
@NullMarked
package io.lateen.api.decode.servicepolicy;

import org.jspecify.annotations.NullMarked;
