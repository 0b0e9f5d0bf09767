// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.cli.shell.Documents;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.CallBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Decodes calls from JSON. Names of fields and constants are read in any case, and the names that
 * Istio's simulation uses mean the same ({@code HostHeader}, {@code CallModeInbound}).
 */
public final class CallDecoder {

  private static final int MAX_PORT = 65_535;

  /** An address that belongs to no workload. */
  private static final String ANY_SOURCE = "10.255.255.254";

  private static final Map<String, String> OTHER_NAMES =
      Map.of("hostheader", "host", "mtlssecretconfigname", "secret", "callmode", "mode");

  /** Only requests have them. */
  private static final List<String> REQUEST_FIELDS = List.of("method", "path", "headers", "claims");

  private final Map<String, JsonNode> fields = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private CallDecoder() {}

  /** The call in a text. */
  public static Result<Call> decode(String text) {
    try {
      return decode(Documents.JSON.readTree(text));
    } catch (JacksonException e) {
      return Result.err(
          Problems.of(problem("", "the call is not JSON: " + e.getOriginalMessage())));
    }
  }

  /** The call in a tree. */
  public static Result<Call> decode(JsonNode tree) {
    var decoder = new CallDecoder();
    if (!tree.isObject()) {
      return Result.err(Problems.of(problem("", "a call must be a JSON object")));
    }
    for (var field : tree.properties()) {
      var name = field.getKey().toLowerCase(Locale.ROOT);
      decoder.fields.put(OTHER_NAMES.getOrDefault(name, name), field.getValue());
    }
    var call = decoder.read();
    return decoder.problems.isEmpty()
        ? Result.ok(call)
        : Result.err(new Problems(decoder.problems));
  }

  private Call read() {
    var call = Call.to(port());
    text("address").ifPresent(call::address);
    text("method").ifPresent(method -> call.method(method.toUpperCase(Locale.ROOT)));
    text("path").ifPresent(call::path);
    text("host").ifPresent(call::host);
    text("sni").ifPresent(call::sni);
    text("secret").ifPresent(call::secret);
    text("alpn").ifPresent(alpn -> call.alpn(List.of(alpn.split(",", -1))));
    constant("protocol", CallDecoder::protocol).ifPresentOrElse(call::protocol, () -> tcp(call));
    constant("tls", CallDecoder::tls).ifPresent(call::tls);
    constant("mode", CallDecoder::mode).ifPresent(call::mode);
    headers(call);
    claims(call);
    var source = text("source");
    var principal = text("principal");
    if (source.isPresent() || principal.isPresent()) {
      call.source(new Call.Source(source.orElse(ANY_SOURCE), 0, principal.orElse("")));
    }
    var known = List.of("customlistenervalidations", "headers", "claims", "port");
    fields.keySet().removeIf(known::contains);
    fields.keySet().forEach(name -> problems.add(problem(name, "is not a field of a call")));
    return call.build();
  }

  /** Without a protocol but with something that only requests have, a request is meant. */
  private void tcp(CallBuilder call) {
    boolean request = REQUEST_FIELDS.stream().anyMatch(fields::containsKey);
    call.protocol(request || taken.contains("request") ? Call.Protocol.HTTP : Call.Protocol.TCP);
  }

  private final List<String> taken = new ArrayList<>();

  private int port() {
    var value = fields.getOrDefault("port", Documents.JSON.nullNode());
    int port = value.isString() ? number(value.asString()) : value.asInt(0);
    if (port < 1 || port > MAX_PORT) {
      problems.add(problem("port", "must be a number from 1 to 65535"));
    }
    return port;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void headers(CallBuilder call) {
    var headers = fields.getOrDefault("headers", Documents.JSON.nullNode());
    for (var header : headers.properties()) {
      var values = header.getValue();
      for (var value : values.isArray() ? values.values() : List.of(values)) {
        if (header.getKey().equalsIgnoreCase("host")) {
          call.host(value.asString(""));
        } else {
          call.header(header.getKey(), value.asString(""));
        }
      }
    }
  }

  /** What a verified token says, as its payload. */
  private void claims(CallBuilder call) {
    var claims = fields.get("claims");
    if (claims == null) {
      return;
    }
    var payload = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(claims.toString(), payload);
      call.claims(payload.build());
    } catch (InvalidProtocolBufferException e) {
      problems.add(problem("claims", "must be an object, the payload of a token"));
    }
  }

  private Optional<String> text(String name) {
    var value = fields.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (name.equals("method") || name.equals("path")) {
      taken.add("request");
    }
    var text =
        value.isArray()
            ? String.join(",", value.values().stream().map(item -> item.asString("")).toList())
            : value.asString("");
    return Optional.of(text).filter(Predicate.not(String::isEmpty));
  }

  private <E> Optional<E> constant(String name, Function<String, Optional<E>> values) {
    var written = text(name);
    var found = written.flatMap(text -> values.apply(text.toLowerCase(Locale.ROOT)));
    if (written.isPresent() && found.isEmpty()) {
      problems.add(problem(name, "has no value \"" + written.get() + "\""));
    }
    return found;
  }

  private static Optional<Call.Protocol> protocol(String text) {
    return switch (text) {
      case "http", "http1" -> Optional.of(Call.Protocol.HTTP);
      case "http2", "grpc", "h2" -> Optional.of(Call.Protocol.HTTP2);
      case "tcp" -> Optional.of(Call.Protocol.TCP);
      default -> Optional.empty();
    };
  }

  private static Optional<Call.Tls> tls(String text) {
    return switch (text) {
      case "plaintext", "none" -> Optional.of(Call.Tls.PLAINTEXT);
      case "tls" -> Optional.of(Call.Tls.TLS);
      case "mtls" -> Optional.of(Call.Tls.MTLS);
      default -> Optional.empty();
    };
  }

  private static Optional<Call.Mode> mode(String text) {
    return switch (text) {
      case "inbound", "callmodeinbound" -> Optional.of(Call.Mode.INBOUND);
      case "outbound", "callmodeoutbound" -> Optional.of(Call.Mode.OUTBOUND);
      case "gateway", "direct", "callmodegateway" -> Optional.of(Call.Mode.DIRECT);
      default -> Optional.empty();
    };
  }

  private static Problem problem(String path, String message) {
    return Problem.error(Location.of("call"), "", path, message)
        .withFix("as in {\"port\": 80, \"protocol\": \"HTTP\", \"host\": \"reviews\"}");
  }
}
