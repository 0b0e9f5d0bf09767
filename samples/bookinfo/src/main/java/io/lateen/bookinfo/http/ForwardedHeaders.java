// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers that a service hands on to those it calls, so that traces stay in one piece and
 * routes by user work at every hop.
 */
public final class ForwardedHeaders {

  /**
   * Request id (Envoy), B3, W3C trace context and Datadog, SkyWalking and Google Cloud trace
   * headers, the sample's user, and what identifies the browser.
   */
  static final List<String> NAMES =
      List.of(
          "x-request-id",
          "b3",
          "x-b3-traceid",
          "x-b3-spanid",
          "x-b3-parentspanid",
          "x-b3-sampled",
          "x-b3-flags",
          "traceparent",
          "tracestate",
          "x-datadog-trace-id",
          "x-datadog-parent-id",
          "x-datadog-sampling-priority",
          "x-cloud-trace-context",
          "grpc-trace-bin",
          "sw8",
          "end-user",
          "user-agent",
          "authorization",
          "cookie");

  private ForwardedHeaders() {}

  /** What of {@code request} goes on, name to first value. */
  public static Map<String, String> of(Request request) {
    var result = new LinkedHashMap<String, String>();
    for (var name : NAMES) {
      request.header(name).ifPresent(value -> result.put(name, value));
    }
    return result;
  }
}
