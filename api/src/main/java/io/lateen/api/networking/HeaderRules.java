// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * Changes to the headers of requests and of responses.
 *
 * @param request for requests
 * @param response for responses
 */
public record HeaderRules(HeaderOperations request, HeaderOperations response) {

  /** No changes. */
  public static final HeaderRules NONE =
      new HeaderRules(HeaderOperations.NONE, HeaderOperations.NONE);
}
