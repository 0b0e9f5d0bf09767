// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.networking.ClientTls;
import io.lateen.api.telemetry.CustomTag;
import io.lateen.base.Copies;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Traces by the settings of proxies.
 *
 * @param collector where traces go; absent when only other fields are set
 * @param customTags tags by name
 * @param maxPathTagLength longest tag with the path, in bytes; absent for 256
 * @param sampling share of requests from 0 to 100; absent or 0 for 1
 * @param tls how the collector is reached
 * @param enableIstioTags whether Istio's tags are added; absent for yes
 */
public record ProxyTracing(
    Optional<Collector> collector,
    Map<String, CustomTag> customTags,
    OptionalInt maxPathTagLength,
    OptionalDouble sampling,
    Optional<ClientTls> tls,
    Optional<Boolean> enableIstioTags) {

  /** Copies the map. */
  public ProxyTracing {
    customTags = Copies.sorted(customTags);
  }

  /** Protocol of a collector. */
  public enum Protocol {
    /** Zipkin. */
    ZIPKIN,
    /** Lightstep. */
    LIGHTSTEP,
    /** Datadog. */
    DATADOG,
    /** Google's operations suite. */
    STACKDRIVER,
    /** OpenCensus. */
    OPEN_CENSUS
  }

  /**
   * Where traces go.
   *
   * @param protocol protocol
   * @param address {@code host:port}; empty for Stackdriver
   * @param token access token; empty for none
   */
  public record Collector(Protocol protocol, String address, AccessToken token) {}
}
