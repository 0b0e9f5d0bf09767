// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.security;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path of a rule that no request has when the rule is asked, because proxies bring paths into
 * their normal form before (istio.io/docs/reference/config/security/normalization; Envoy:
 * source/common/http/path_utility.cc). Holds for all meshes but those with {@code
 * pathNormalization: NONE}. Pure.
 *
 * @param reason why it is never seen
 * @param fix what to write
 */
record UnseenPath(String reason, String fix) {

  /** What a URL's path has only escaped (url.spec.whatwg.org, path percent-encode set). */
  private static final String ESCAPED = "\"<>^`|";

  private static final String UNRESERVED = "-._~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** What is wrong with a path that is otherwise valid; its templates and wildcards are fine. */
  static Optional<UnseenPath> in(String path) {
    return Stream.of(cut(path), backslash(path), escaped(path), unescaped(path), dots(path))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<UnseenPath> of(String path, String why, String fix) {
    return Optional.of(
        new UnseenPath("no request has \"" + path + "\" when rules are asked: " + why, fix));
  }

  private static Optional<UnseenPath> cut(String path) {
    return path.chars().anyMatch(c -> c == '?' || c == '#')
        ? of(
            path,
            "paths end before ? and #",
            "write the path alone; what follows it cannot be looked at")
        : Optional.empty();
  }

  private static Optional<UnseenPath> backslash(String path) {
    return path.indexOf('\\') < 0
        ? Optional.empty()
        : of(path, "\\ has become /", "write \"" + path.replace('\\', '/') + "\"");
  }

  private static Optional<UnseenPath> escaped(String path) {
    for (char c : path.toCharArray()) {
      if (ESCAPED.indexOf(c) >= 0) {
        var code = "%" + HEX.toHexDigits((byte) c);
        var written = path.replace(String.valueOf(c), code);
        return of(
            path,
            c + " has become " + code,
            "write \""
                + written
                + "\", and beside it \""
                + written.replace(code, lower(code))
                + "\": callers may write either");
      }
    }
    return Optional.empty();
  }

  private static String lower(String code) {
    return "%" + HexFormat.of().toHexDigits((byte) HexFormat.fromHexDigits(code, 1, 3));
  }

  private static Optional<UnseenPath> unescaped(String path) {
    for (int i = 0; i + 2 < path.length(); i++) {
      var code = path.substring(i, i + 3);
      if (code.charAt(0) == '%'
          && HexFormat.isHexDigit(code.charAt(1))
          && HexFormat.isHexDigit(code.charAt(2))) {
        int c = HexFormat.fromHexDigits(code, 1, 3);
        if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
          var plain = String.valueOf((char) c);
          return of(
              path, code + " has become " + plain, "write \"" + path.replace(code, plain) + "\"");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<UnseenPath> dots(String path) {
    return Stream.of(path.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."))
        ? of(path, "the segments . and .. are resolved", "write the path that they lead to")
        : Optional.empty();
  }
}
