// SPDX-License-Identifier: Apache-2.0
/**
 * Certificates, keys and authorities of Secrets as Envoy's secrets, for the proxies that may have
 * them and whose configuration names them. The translator calls it last. Pure; keys are sealed
 * texts here too, nothing is kept in caches that proxies share, and any thread may call.
 */
@NullMarked
package io.lateen.translate.secret;

import org.jspecify.annotations.NullMarked;
