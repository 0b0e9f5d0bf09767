// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

/**
 * Sends copies of requests and ignores the answers.
 *
 * @param backend where the copies go; its weight means nothing
 * @param percentage share of requests, 0 to 100
 */
public record BackendMirror(BackendRef backend, double percentage) {}
