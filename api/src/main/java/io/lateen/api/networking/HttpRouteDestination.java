// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * A weighted target of HTTP requests.
 *
 * @param destination where the share goes
 * @param weight share relative to the sum of all weights of the rule, 0 or more; 0 alone means
 *     everything
 * @param headers changes to headers on this way only
 */
public record HttpRouteDestination(Destination destination, int weight, HeaderRules headers) {}
