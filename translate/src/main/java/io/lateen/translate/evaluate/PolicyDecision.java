// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

/**
 * A filter on the way that may stop or change the call.
 *
 * @param filter the filter's name in Envoy
 * @param decision what it does to this call: {@code allow}, {@code deny}, or {@code applies} where
 *     that depends on more than the call tells
 * @param rule the rule that decided; may be empty
 */
public record PolicyDecision(String filter, String decision, String rule) {}
