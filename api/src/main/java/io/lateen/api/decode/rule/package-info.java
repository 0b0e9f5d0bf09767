// SPDX-License-Identifier: Apache-2.0
/**
 * The rules for single values that several kinds share: names, hosts, addresses, headers, labels,
 * visibility. Called from the decoders. Pure; a rule answers with what is wrong, or with nothing.
 */
@NullMarked
package io.lateen.api.decode.rule;

import org.jspecify.annotations.NullMarked;
