// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.kubernetes.Ingress;
import io.lateen.api.kubernetes.Ingress.Backend;
import io.lateen.api.kubernetes.Ingress.Path;
import io.lateen.api.kubernetes.Ingress.PathType;
import io.lateen.api.kubernetes.Ingress.Rule;
import io.lateen.api.kubernetes.Ingress.Tls;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/** Decodes Ingresses (Kubernetes API networking.k8s.io/v1). */
public final class IngressDecoder implements SpecDecoder<Ingress> {

  @Override
  public Ingress decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var ingress =
        new Ingress(
            in.string("ingressClassName"),
            in.object("defaultBackend", IngressDecoder::backend),
            in.objects("tls", IngressDecoder::tls),
            in.objects("rules", IngressDecoder::rule));
    if (ingress.defaultBackend().isEmpty() && ingress.rules().isEmpty()) {
      in.error("rules", "needs rules or a defaultBackend");
    }
    return ingress;
  }

  private static Tls tls(ObjectReader in) {
    return new Tls(in.strings("hosts"), in.string("secretName"));
  }

  private static Rule rule(ObjectReader in) {
    var host = in.string("host");
    if (!host.isEmpty()) {
      DnsNames.wildcardNameFault(host).ifPresent(fault -> in.error("host", fault));
    }
    var paths =
        in.object("http", http -> http.objects("paths", IngressDecoder::path)).orElse(List.of());
    return new Rule(host, paths, in.line());
  }

  private static Path path(ObjectReader in) {
    if (!in.has("backend")) {
      in.error("backend", "is required");
    }
    var path = in.string("path");
    var type = type(in);
    if (type != PathType.IMPLEMENTATION_SPECIFIC && !path.startsWith("/")) {
      in.error("path", "must begin with /");
    }
    return new Path(path, type, backend(in.part("backend")), in.line());
  }

  private static PathType type(ObjectReader in) {
    return switch (in.string("pathType")) {
      case "Exact" -> PathType.EXACT;
      case "Prefix" -> PathType.PREFIX;
      case "", "ImplementationSpecific" -> PathType.IMPLEMENTATION_SPECIFIC;
      default -> {
        in.error("pathType", "must be Exact, Prefix or ImplementationSpecific");
        yield PathType.IMPLEMENTATION_SPECIFIC;
      }
    };
  }

  private static Backend backend(ObjectReader in) {
    var service = in.part("service");
    var port = service.part("port");
    var backend =
        new Backend(service.string("name"), port.integer("number", 0, 65_535), port.string("name"));
    if (in.has("resource") && !in.has("service")) {
      in.error("resource", "is not served; only services are");
    } else if (!in.isEmpty() && backend.service().isEmpty()) {
      in.error("service", "needs a name");
    } else if (!in.isEmpty() && (backend.port() == 0) == backend.portName().isEmpty()) {
      service.error("port", "needs either a number or a name");
    }
    return backend;
  }
}
