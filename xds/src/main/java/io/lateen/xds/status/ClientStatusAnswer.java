// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.status;

import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;

/** What comes of a request for the status of clients. */
public sealed interface ClientStatusAnswer {

  /** Every visible client that the request matches. */
  record Found(ClientStatusResponse response) implements ClientStatusAnswer {}

  /** The request has no meaning; the reason says why. */
  record Invalid(String reason) implements ClientStatusAnswer {}

  /** The answer would be too large, or too many are made at this moment. */
  record TooMuch(String reason) implements ClientStatusAnswer {}
}
