// SPDX-License-Identifier: Apache-2.0
/**
 * What certificates of the authority mean to a stock Envoy that knows nothing of this product. The
 * authority is the product's own; whoever forges has its files, as after a break-in. Each test
 * starts its Envoy on the loopback and ends it.
 */
@NullMarked
package io.lateen.it.authority;

import org.jspecify.annotations.NullMarked;
