// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.servicepolicy;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.servicepolicy.SessionPersistence;
import io.lateen.api.servicepolicy.SessionPersistence.Carrier;
import io.lateen.base.decode.ObjectReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decodes what keeps sessions on their endpoints. */
final class SessionPersistenceDecoder {

  /** Longest name of a cookie or header, in characters. */
  static final int MAX_NAME = 256;

  /** Longest path of a cookie, in characters. */
  static final int MAX_PATH = 1024;

  /** Browsers keep no cookie longer (RFC 6265bis §5.5). */
  private static final Duration LONGEST = Duration.ofDays(400);

  /** A token (RFC 9110 §5.6.2), which names of headers and of cookies (RFC 6265 §4.1.1) are. */
  private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

  /** The value of the attribute Path (RFC 6265 §4.1.1): no controls, no semicolon. */
  private static final Pattern PATH = Pattern.compile("/[\\x20-\\x3a\\x3c-\\x7e]*");

  /** Headers that belong to the connection or to HTTP itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "host",
          "keep-alive",
          "proxy-connection",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private SessionPersistenceDecoder() {}

  static SessionPersistence decode(ObjectReader in) {
    Checked.atMostOne(in, "cookie", "header");
    Optional<Carrier> cookie = in.object("cookie", SessionPersistenceDecoder::cookie);
    Optional<Carrier> header = in.object("header", SessionPersistenceDecoder::header);
    var strict = in.bool("strict");
    in.done();
    if (!in.has("cookie") && !in.has("header")) {
      in.error("needs a cookie or a header");
    }
    return new SessionPersistence(
        cookie.or(() -> header).orElse(new Carrier.Header("unset")), strict);
  }

  private static Carrier cookie(ObjectReader in) {
    var name = in.requiredString("name");
    var path = in.has("path") ? Checked.string(in, "path", SessionPersistenceDecoder::path) : "/";
    var ttl = Checked.durationOrZero(in, "ttl").orElse(Duration.ZERO);
    in.done();
    nameFault(name, "cookie").ifPresent(fault -> in.error("name", fault));
    if (ttl.toNanosPart() != 0) {
      in.error("ttl", "must be whole seconds: cookies have no smaller unit");
    } else if (ttl.compareTo(LONGEST) > 0) {
      in.error("ttl", "must be 9600h or shorter: browsers keep no cookie for more than 400 days");
    }
    return new Carrier.Cookie(name, path, ttl);
  }

  private static Carrier header(ObjectReader in) {
    var name = in.requiredString("name").toLowerCase(Locale.ROOT);
    in.done();
    nameFault(name, "header")
        .or(() -> reservedFault(name))
        .ifPresent(fault -> in.error("name", fault));
    return new Carrier.Header(name);
  }

  private static Optional<String> nameFault(String name, String of) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.length() > MAX_NAME) {
      return Optional.of("must have at most " + MAX_NAME + " characters");
    }
    return TOKEN.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("\"" + name + "\" is not a valid name of a " + of);
  }

  private static Optional<String> reservedFault(String name) {
    return RESERVED.contains(name)
        ? Optional.of("the header " + name + " has a meaning of its own")
        : Optional.empty();
  }

  private static Optional<String> path(String path) {
    return path.length() <= MAX_PATH && PATH.matcher(path).matches()
        ? Optional.empty()
        : Optional.of(
            "must begin with a slash and have no semicolons or controls, at most "
                + MAX_PATH
                + " characters");
  }
}
