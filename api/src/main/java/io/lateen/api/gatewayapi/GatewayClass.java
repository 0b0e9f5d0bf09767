// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Spec;

/**
 * A class of Gateways (gateway-api: apis/v1/gatewayclass_types.go).
 *
 * @param controller name of the program that serves them
 */
public record GatewayClass(String controller) implements Spec {}
