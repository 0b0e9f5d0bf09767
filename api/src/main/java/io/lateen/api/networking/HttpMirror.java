// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * Sends copies of requests and ignores the answers.
 *
 * @param destination where the copies go
 * @param percentage share of requests, 0 to 100
 */
public record HttpMirror(Destination destination, double percentage) {}
