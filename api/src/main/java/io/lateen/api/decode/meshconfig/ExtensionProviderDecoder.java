// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Hosts;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.ExtensionProvider.Provider;
import io.lateen.api.meshconfig.ProviderHeader;
import io.lateen.api.meshconfig.ServiceAddress;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Decodes extension providers (rules: pkg/config/validation/agent/extensionprovider.go). A provider
 * with an error is refused with the whole settings, so that nobody finds out by its absence.
 */
final class ExtensionProviderDecoder {

  private static final Map<String, Function<ObjectReader, Provider>> KINDS = kinds();

  private ExtensionProviderDecoder() {}

  private static Map<String, Function<ObjectReader, Provider>> kinds() {
    var kinds = new LinkedHashMap<String, Function<ObjectReader, Provider>>();
    kinds.put("envoyExtAuthzHttp", AuthorizerDecoder::http);
    kinds.put("envoyExtAuthzGrpc", AuthorizerDecoder::grpc);
    kinds.put("zipkin", TracerDecoder::zipkin);
    kinds.put("lightstep", TracerDecoder::lightstep);
    kinds.put("datadog", TracerDecoder::datadog);
    kinds.put("stackdriver", TracerDecoder::stackdriver);
    kinds.put("opencensus", TracerDecoder::openCensus);
    kinds.put("skywalking", TracerDecoder::skyWalking);
    kinds.put("opentelemetry", TracerDecoder::openTelemetry);
    kinds.put("prometheus", ExtensionProviderDecoder::prometheus);
    kinds.put("envoyFileAccessLog", LoggerDecoder::file);
    kinds.put("envoyHttpAls", LoggerDecoder::httpAls);
    kinds.put("envoyTcpAls", LoggerDecoder::tcpAls);
    kinds.put("envoyOtelAls", LoggerDecoder::openTelemetryAls);
    kinds.put("sds", ExtensionProviderDecoder::sds);
    return kinds;
  }

  /** The provider; none when it says nothing. */
  static List<ExtensionProvider> decode(ObjectReader in) {
    var name = in.requiredString("name");
    var found = new ArrayList<Provider>();
    KINDS.forEach((field, decoder) -> in.object(field, decoder).ifPresent(found::add));
    Checked.atMostOne(in, KINDS.keySet().toArray(String[]::new));
    in.done();
    if (found.isEmpty()) {
      in.error("needs one of " + String.join(", ", KINDS.keySet()));
      return List.of();
    }
    return List.of(new ExtensionProvider(name, found.getFirst()));
  }

  private static Provider prometheus(ObjectReader in) {
    in.done();
    return new ExtensionProvider.Prometheus();
  }

  private static Provider sds(ObjectReader in) {
    var sds = new ExtensionProvider.Sds(in.requiredString("name"), address(in));
    in.done();
    return sds;
  }

  /** The fields {@code service} and {@code port}. */
  static ServiceAddress address(ObjectReader in) {
    var service = in.requiredString("service");
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    if (!service.isEmpty()) {
      checkService(in, service);
    }
    return new ServiceAddress(service, Checked.port(in, "port").orElse(0));
  }

  private static void checkService(ObjectReader in, String service) {
    if (service.contains("/")) {
      Hosts.sidecarHostFault(service).ifPresent(fault -> in.error("service", fault));
    } else if (!Addresses.isIp(service)) {
      DnsNames.nameFault(service).ifPresent(fault -> in.error("service", fault));
    }
  }

  /** Headers that a provider is sent, in a list. */
  static List<ProviderHeader> headers(ObjectReader in, String field) {
    return in.objects(
        field,
        part -> {
          Checked.atMostOne(part, "value", "envName");
          var header =
              new ProviderHeader(
                  part.requiredString("name"), part.string("value"), part.string("envName"));
          part.done();
          return header;
        });
  }
}
