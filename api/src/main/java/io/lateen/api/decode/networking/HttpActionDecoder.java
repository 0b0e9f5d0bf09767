// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.Delegate;
import io.lateen.api.networking.DirectResponse;
import io.lateen.api.networking.HttpRedirect;
import io.lateen.api.networking.HttpRewrite;
import io.lateen.api.networking.RedirectPort;
import io.lateen.api.networking.RegexRewrite;
import io.lateen.api.networking.ResponseBody;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Decodes what a rule does with a request besides forwarding it. */
final class HttpActionDecoder {

  /** Largest body of a direct response, in bytes: every proxy holds each of them in memory. */
  private static final int MAX_BODY = 1 << 20;

  /** Larger bodies than this many bytes are worth a warning. */
  private static final int LARGE_BODY = 100 << 10;

  private HttpActionDecoder() {}

  static HttpRedirect redirect(ObjectReader in) {
    Checked.atMostOne(in, "port", "derivePort");
    Checked.atMostOne(in, "uri", "prefixRewrite");
    var redirect =
        new HttpRedirect(
            in.string("uri"),
            in.string("authority"),
            Checked.portOrZero(in, "port"),
            in.value("derivePort").flatMap(value -> value.enumeration(RedirectPort.class)),
            Checked.string(in, "scheme", HttpActionDecoder::schemeFault),
            in.integer("redirectCode", 0, Checked.MAX_UINT),
            in.string("prefixRewrite"));
    in.done();
    if (redirect.redirectCode() != 0
        && (redirect.redirectCode() < 300 || redirect.redirectCode() > 399)) {
      in.error("redirectCode", "must be from 300 to 399");
    }
    if (in.isEmpty()
        || (allEmpty(redirect.uri(), redirect.prefixRewrite(), redirect.authority())
            && redirect.scheme().isEmpty()
            && !in.has("port")
            && !in.has("derivePort"))) {
      in.error("needs a uri, an authority, a scheme or a port");
    }
    return redirect;
  }

  private static Optional<String> schemeFault(String scheme) {
    return List.of("", "http", "https").contains(scheme)
        ? Optional.empty()
        : Optional.of("must be http or https");
  }

  static DirectResponse directResponse(ObjectReader in) {
    if (!in.has("status")) {
      in.error("status", "is required");
    }
    var response =
        new DirectResponse(
            in.integer("status", 200, 599), in.object("body").flatMap(HttpActionDecoder::body));
    in.done();
    return response;
  }

  private static Optional<ResponseBody> body(ObjectReader in) {
    Checked.atMostOne(in, "string", "bytes");
    var text = in.value("string").flatMap(value -> value.string().map(body -> text(value, body)));
    var bytes = in.value("bytes").flatMap(value -> value.string().map(body -> binary(value, body)));
    in.done();
    return text.or(() -> bytes);
  }

  private static ResponseBody text(Value value, String body) {
    checkSize(value, body.getBytes(StandardCharsets.UTF_8).length);
    return new ResponseBody.Text(body);
  }

  private static ResponseBody binary(Value value, String body) {
    try {
      checkSize(value, Base64.getDecoder().decode(body).length);
    } catch (IllegalArgumentException e) {
      value.error("must be Base64 (RFC 4648)");
    }
    return new ResponseBody.Binary(body);
  }

  private static void checkSize(Value value, int size) {
    if (size > MAX_BODY) {
      value.error("is %d bytes long; at most %d are allowed".formatted(size, MAX_BODY));
    } else if (size > LARGE_BODY) {
      value.warning("is %d bytes long, which every proxy keeps in memory".formatted(size), "");
    }
  }

  static Delegate delegate(ObjectReader in) {
    var delegate = new Delegate(in.string("name"), in.string("namespace"));
    in.done();
    return delegate;
  }

  static HttpRewrite rewrite(ObjectReader in) {
    Checked.atMostOne(in, "uri", "uriRegexRewrite");
    var rewrite =
        new HttpRewrite(
            in.string("uri"),
            in.string("authority"),
            in.object("uriRegexRewrite", HttpActionDecoder::regexRewrite));
    in.done();
    if (allEmpty(rewrite.uri(), rewrite.authority()) && rewrite.uriRegexRewrite().isEmpty()) {
      in.error("needs a uri, a uriRegexRewrite or an authority");
    }
    return rewrite;
  }

  static RegexRewrite regexRewrite(ObjectReader in) {
    var rewrite = new RegexRewrite(in.requiredString("match"), in.requiredString("rewrite"));
    in.done();
    if (!rewrite.match().isEmpty()) {
      Checked.regexFault(rewrite.match()).ifPresent(fault -> in.error("match", fault));
    }
    return rewrite;
  }

  private static boolean allEmpty(String... texts) {
    return List.of(texts).stream().allMatch(String::isEmpty);
  }
}
