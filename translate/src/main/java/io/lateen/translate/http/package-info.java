// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP connection managers and their filters; only filters of the stock Envoy binary. Called by the
 * listener generators. May not look at services or routes, keeps no state and runs on any thread.
 */
@NullMarked
package io.lateen.translate.http;

import org.jspecify.annotations.NullMarked;
