// SPDX-License-Identifier: Apache-2.0
/**
 * Just enough JSON for the sample's own documents: maps, lists, strings, numbers, booleans. Used by
 * the services to answer and to read each other's answers. Pure; safe on any thread; the rest of
 * Lateen uses Jackson instead.
 */
@NullMarked
package io.lateen.bookinfo.json;

import org.jspecify.annotations.NullMarked;
