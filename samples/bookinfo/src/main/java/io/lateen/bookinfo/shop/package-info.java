// SPDX-License-Identifier: Apache-2.0
/**
 * The services of the book shop: product page, details, reviews, ratings, and the stranger outside
 * the mesh. Called by the HTTP server on virtual threads. A service calls others only by their
 * plain service name, as any application would.
 */
@NullMarked
package io.lateen.bookinfo.shop;

import org.jspecify.annotations.NullMarked;
