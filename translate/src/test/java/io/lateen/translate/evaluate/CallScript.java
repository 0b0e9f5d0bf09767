// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls with their answers, a line each: {@code GET http://reviews:9080/reviews/1 -> 90%
 * outbound|…, 10% outbound|…}. Before the arrow stand the method and the URL, whose scheme is
 * {@code http}, {@code h2} or {@code tcp}, then in any order {@code inbound} or {@code direct},
 * {@code tls} or {@code mtls}, {@code at=ADDRESS}, {@code as=PRINCIPAL}, {@code sni=NAME}, {@code
 * alpn=NAME,…}, {@code claims=JSON} of a token, without spaces, and {@code header:NAME=VALUE}.
 * Lines that begin with {@code #} are for people.
 */
final class CallScript {

  private static final String ARROW = " -> ";
  private static final int HTTP = 80;
  private static final String SOME_SOURCE = "10.77.1.99";
  private static final int SOME_PORT = 40_000;
  private static final Pattern URL = Pattern.compile("([a-z0-9]+)://([^/:]+)(?::([0-9]+))?(.*)");
  private static final Pattern SPACES = Pattern.compile(" +");

  private CallScript() {}

  /** The same lines with the answers of this Envoy. */
  static String answered(EnvoyConfig config, String script) {
    return script
        .lines()
        .map(line -> isCall(line) ? written(line) + ARROW + answer(config, line) : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  static boolean isCall(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private static String written(String line) {
    int arrow = line.indexOf(ARROW);
    return (arrow < 0 ? line : line.substring(0, arrow)).strip();
  }

  private static String answer(EnvoyConfig config, String line) {
    return describe(Evaluator.evaluate(config, call(written(line))));
  }

  static Call call(String words) {
    var parts = List.of(SPACES.split(words));
    var url = URL.matcher(parts.get(1));
    if (!url.matches()) {
      throw new IllegalArgumentException("no URL: " + parts.get(1));
    }
    int port = url.group(3) == null ? HTTP : Integer.parseInt(url.group(3));
    var call =
        Call.to(port)
            .method(parts.getFirst())
            .host(port == HTTP ? url.group(2) : url.group(2) + ":" + port)
            .path(url.group(4).isEmpty() ? "/" : url.group(4))
            .protocol(
                switch (url.group(1)) {
                  case "tcp" -> Call.Protocol.TCP;
                  case "h2" -> Call.Protocol.HTTP2;
                  default -> Call.Protocol.HTTP;
                });
    parts.subList(2, parts.size()).forEach(word -> option(call, word));
    return call.build();
  }

  private static void option(CallBuilder call, String word) {
    int split = word.indexOf('=');
    var name = split < 0 ? word : word.substring(0, split);
    var value = split < 0 ? "" : word.substring(split + 1);
    switch (name) {
      case "inbound" -> call.mode(Call.Mode.INBOUND);
      case "direct" -> call.mode(Call.Mode.DIRECT);
      case "tls", "mtls" -> call.tls(Call.Tls.valueOf(name.toUpperCase(Locale.ROOT)));
      case "at" -> call.address(value);
      case "host" -> call.host(value);
      case "as" -> call.source(new Call.Source(SOME_SOURCE, SOME_PORT, value));
      case "claims" -> call.claims(claims(value));
      case "sni" -> call.sni(value);
      case "alpn" -> call.alpn(List.of(value.split(",", -1)));
      default -> {
        if (!name.startsWith("header:")) {
          throw new IllegalArgumentException("no option of a call: " + word);
        }
        call.header(name.substring("header:".length()), value);
      }
    }
  }

  private static Struct claims(String json) {
    var claims = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(json, claims);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no claims: " + json, e);
    }
    return claims.build();
  }

  /** The outcome, and where it was decided. */
  private static String describe(Answer answer) {
    var way =
        List.of(answer.listener(), answer.routeConfig(), answer.virtualHost(), answer.route())
            .stream()
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(" > "));
    return denial(answer) + outcome(answer) + (way.isEmpty() ? "" : " by " + way);
  }

  private static String denial(Answer answer) {
    return answer.policies().stream()
        .filter(policy -> policy.decision().equals("deny"))
        .map(policy -> policy.rule().isEmpty() ? "no rule allows it" : policy.rule())
        .map(rule -> "(denied: " + rule + ") ")
        .findFirst()
        .orElse("");
  }

  private static String outcome(Answer answer) {
    if (answer.error().isPresent()) {
      return answer.error().get().wireName();
    }
    return answer.clusters().isEmpty()
        ? "(" + answer.steps().getLast().why() + ")"
        : answer.clusters().stream().map(CallScript::share).collect(Collectors.joining(", "));
  }

  private static String share(Answer.Share share) {
    return share.percent() == 100
        ? share.cluster()
        : String.format(Locale.ROOT, "%.3g%% %s", share.percent(), share.cluster());
  }
}
