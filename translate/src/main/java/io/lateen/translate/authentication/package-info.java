// SPDX-License-Identifier: Apache-2.0
/**
 * RequestAuthentications as Envoy's token filter. The inbound and gateway planners reduce policies
 * to {@code Tokens}, the connection managers get the filter. Keys come with the policy or not at
 * all: there is no built-in key, and a token whose keys are unknown is refused; no state, safe on
 * any thread.
 */
@NullMarked
package io.lateen.translate.authentication;

import org.jspecify.annotations.NullMarked;
