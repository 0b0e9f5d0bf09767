// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.ReadinessProbe;
import io.lateen.api.networking.ReadinessProbe.Check;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Decodes readiness probes (rules: pkg/config/validation validateReadinessProbe). */
public final class ReadinessProbeDecoder {

  private static final Pattern HEADER = Pattern.compile("[-_A-Za-z0-9]+");

  private ReadinessProbeDecoder() {}

  /** A probe. */
  public static ReadinessProbe decode(ObjectReader in) {
    Checked.atMostOne(in, "httpGet", "tcpSocket", "exec", "grpc");
    Optional<Check> http = in.object("httpGet", ReadinessProbeDecoder::http);
    Optional<Check> tcp = in.object("tcpSocket", ReadinessProbeDecoder::tcp);
    Optional<Check> exec = in.object("exec", ReadinessProbeDecoder::exec);
    Optional<Check> grpc = in.object("grpc", ReadinessProbeDecoder::grpc);
    var check = http.or(() -> tcp).or(() -> exec).or(() -> grpc);
    var probe =
        new ReadinessProbe(
            Checked.count(in, "initialDelaySeconds"),
            Checked.count(in, "timeoutSeconds"),
            Checked.count(in, "periodSeconds"),
            Checked.count(in, "successThreshold"),
            Checked.count(in, "failureThreshold"),
            check.orElseGet(() -> new Check.Exec(List.of())));
    in.done();
    if (check.isEmpty()) {
      in.error("needs one of httpGet, tcpSocket, exec, grpc");
    }
    return probe;
  }

  private static int port(ObjectReader in) {
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    return Checked.port(in, "port").orElse(0);
  }

  private static Check http(ObjectReader in) {
    var scheme = in.string("scheme");
    var check =
        new Check.HttpGet(
            in.string("path"), port(in), in.string("host"), scheme.equals("HTTPS"), headers(in));
    in.done();
    if (!List.of("", "HTTP", "HTTPS").contains(scheme)) {
      in.error("scheme", "must be HTTP or HTTPS");
    }
    return check;
  }

  private static Map<String, String> headers(ObjectReader in) {
    var headers = new TreeMap<String, String>();
    in.objects(
        "httpHeaders",
        part -> {
          var name = part.string("name");
          headers.put(name, part.string("value"));
          part.done();
          if (!HEADER.matcher(name).matches()) {
            part.error("name", "\"" + name + "\" is not a header name");
          }
          return name;
        });
    return headers;
  }

  private static Check tcp(ObjectReader in) {
    var check = new Check.TcpSocket(in.string("host"), port(in));
    in.done();
    return check;
  }

  private static Check exec(ObjectReader in) {
    var check =
        new Check.Exec(Bounds.texts(in, "command", 1, Integer.MAX_VALUE, Integer.MAX_VALUE));
    in.done();
    if (check.command().isEmpty()) {
      in.error("command", "is required");
    }
    return check;
  }

  private static Check grpc(ObjectReader in) {
    var check = new Check.Grpc(Checked.port(in, "port").orElse(0), in.string("service"));
    in.done();
    return check;
  }
}
