// SPDX-License-Identifier: Apache-2.0
/**
 * Listeners and routes of gateway proxies, planned from the Gateways that select them and the rules
 * bound to those. Called by the translator for proxies of role router. Pure; any thread.
 */
@NullMarked
package io.lateen.translate.gateway;

import org.jspecify.annotations.NullMarked;
