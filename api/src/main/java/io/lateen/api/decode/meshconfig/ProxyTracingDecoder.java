// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.networking.ClientTlsDecoder;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.telemetry.CustomTagDecoder;
import io.lateen.api.meshconfig.AccessToken;
import io.lateen.api.meshconfig.ProxyTracing;
import io.lateen.api.meshconfig.ProxyTracing.Collector;
import io.lateen.api.meshconfig.ProxyTracing.Protocol;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decodes traces by the settings of proxies. */
final class ProxyTracingDecoder {

  private static final String HOST_IP = "$(HOST_IP)";

  private static final Map<String, Protocol> PROTOCOLS =
      new TreeMap<>(
          Map.of(
              "zipkin", Protocol.ZIPKIN,
              "lightstep", Protocol.LIGHTSTEP,
              "datadog", Protocol.DATADOG,
              "stackdriver", Protocol.STACKDRIVER,
              "openCensusAgent", Protocol.OPEN_CENSUS));

  private ProxyTracingDecoder() {}

  static ProxyTracing decode(ObjectReader in) {
    Checked.atMostOne(in, PROTOCOLS.keySet().toArray(String[]::new));
    var sampling = in.number("sampling");
    var tracing =
        new ProxyTracing(
            collector(in),
            CustomTagDecoder.tags(in),
            in.optionalInteger("maxPathTagLength", 0, Checked.MAX_UINT),
            sampling,
            in.object("tlsSettings", part -> ClientTlsDecoder.decode(part, "")),
            in.optionalBool("enableIstioTags"));
    in.done();
    if (sampling.isPresent() && !(sampling.getAsDouble() >= 0 && sampling.getAsDouble() <= 100)) {
      in.error("sampling", "must be from 0 to 100");
    }
    return tracing;
  }

  private static Optional<Collector> collector(ObjectReader in) {
    return PROTOCOLS.entrySet().stream()
        .flatMap(one -> in.object(one.getKey(), part -> collector(part, one.getValue())).stream())
        .findFirst();
  }

  private static Collector collector(ObjectReader in, Protocol protocol) {
    var collector =
        new Collector(protocol, in.string("address"), new AccessToken(in.string("accessToken")));
    in.ignore(
        "context",
        "debug",
        "maxNumberOfAttributes",
        "maxNumberOfAnnotations",
        "maxNumberOfMessageEvents");
    in.done();
    var address = collector.address().replace(HOST_IP, "127.0.0.1");
    if (protocol == Protocol.STACKDRIVER || protocol == Protocol.OPEN_CENSUS) {
      return collector;
    }
    if (address.isEmpty()) {
      in.error("address", "is required");
    } else {
      ProxyReportsDecoder.addressFault(address).ifPresent(fault -> in.error("address", fault));
    }
    if (protocol == Protocol.LIGHTSTEP && collector.token().value().isEmpty()) {
      in.error("accessToken", "is required");
    }
    return collector;
  }
}
