// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Conditions on a request, all of which must hold.
 *
 * @param name name for logs; may be empty
 * @param uri condition on the path
 * @param scheme condition on the scheme
 * @param method condition on the method
 * @param authority condition on the host header
 * @param headers conditions on headers by name
 * @param port port of the listener that received the request
 * @param sourceLabels labels of the calling workload; empty for any
 * @param gateways gateways as written; empty for those of the virtual service
 * @param queryParams conditions on query parameters by name
 * @param ignoreUriCase whether the case of the path is ignored (exact and prefix only)
 * @param withoutHeaders conditions that no header may meet, by name
 * @param sourceNamespace namespace of the calling workload; empty for any
 * @param statPrefix prefix for the statistics of the route; empty for none
 * @param line 1-based line in the origin on which the match begins; 0 when unknown
 */
public record HttpMatch(
    String name,
    Optional<StringMatch> uri,
    Optional<StringMatch> scheme,
    Optional<StringMatch> method,
    Optional<StringMatch> authority,
    Map<String, StringMatch> headers,
    OptionalInt port,
    Map<String, String> sourceLabels,
    List<String> gateways,
    Map<String, StringMatch> queryParams,
    boolean ignoreUriCase,
    Map<String, StringMatch> withoutHeaders,
    String sourceNamespace,
    String statPrefix,
    int line) {

  /** Copies the collections. */
  public HttpMatch {
    headers = Copies.sorted(headers);
    sourceLabels = Copies.sorted(sourceLabels);
    gateways = List.copyOf(gateways);
    queryParams = Copies.sorted(queryParams);
    withoutHeaders = Copies.sorted(withoutHeaders);
  }

  /** The same conditions without name and line: equal when two matches accept the same requests. */
  public HttpMatch conditions() {
    return new HttpMatch(
        "",
        uri,
        scheme,
        method,
        authority,
        headers,
        port,
        sourceLabels,
        gateways,
        queryParams,
        ignoreUriCase,
        withoutHeaders,
        sourceNamespace,
        statPrefix,
        0);
  }
}
