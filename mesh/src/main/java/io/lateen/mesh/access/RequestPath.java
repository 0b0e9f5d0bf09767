// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.meshconfig.MeshConfig.PathNormalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The path that rules see (istio.io/docs/reference/config/security/normalization): without query
 * and fragment, and in the mesh's normal form.
 */
final class RequestPath {

  private static final int HEX = 16;
  private static final String UNRESERVED = "-._~";

  /** What a URL's path has only escaped (url.spec.whatwg.org, path percent-encode set). */
  private static final String ESCAPED = "\"<>^`{|}";

  private RequestPath() {}

  static String seen(String written, PathNormalization how) {
    var path = cut(cut(written, '?'), '#');
    return switch (how) {
      case NONE -> path;
      case DEFAULT, BASE -> base(path);
      case MERGE_SLASHES -> merged(base(path));
      case DECODE_AND_MERGE_SLASHES -> merged(base(decodedSlashes(path)));
    };
  }

  private static String cut(String text, char at) {
    int end = text.indexOf(at);
    return end < 0 ? text : text.substring(0, end);
  }

  /**
   * Parameters of dot segments as they are written, escapes of unreserved characters, then dot
   * segments (RFC 3986 section 6.2.2; Envoy: source/common/http/path_utility.cc).
   */
  private static String base(String path) {
    var segments = new ArrayList<String>();
    var plain = escaped(unescaped(withoutParameters(path).replace('\\', '/')));
    var parts = List.of(plain.split("/", -1));
    for (int i = 1; i < parts.size(); i++) {
      var part = parts.get(i);
      boolean last = i == parts.size() - 1;
      if (part.equals("..") && !segments.isEmpty()) {
        segments.removeLast();
      }
      boolean dots = part.equals(".") || part.equals("..");
      if (!dots || last) {
        segments.add(dots ? "" : part);
      }
    }
    return "/" + String.join("/", segments);
  }

  /** {@code /..;x} and {@code /.;x} are dot segments, if their dots are not escaped. */
  private static String withoutParameters(String path) {
    return Stream.of(path.split("/", -1))
        .map(part -> part.startsWith("..;") ? ".." : part)
        .map(part -> part.startsWith(".;") ? "." : part)
        .collect(Collectors.joining("/"));
  }

  private static String escaped(String path) {
    var plain = new StringBuilder();
    for (char c : path.toCharArray()) {
      plain.append(ESCAPED.indexOf(c) < 0 ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return plain.toString();
  }

  private static String unescaped(String path) {
    var plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      int code = escape(path, i);
      boolean unreserved =
          code >= 0
              && code < 0x80
              && (Character.isLetterOrDigit(code) || UNRESERVED.indexOf(code) >= 0);
      plain.append(unreserved ? (char) code : path.charAt(i));
      i += unreserved ? 2 : 0;
    }
    return plain.toString();
  }

  private static int escape(String path, int at) {
    boolean whole = path.charAt(at) == '%' && at + 2 < path.length();
    int high = whole ? Character.digit(path.charAt(at + 1), HEX) : -1;
    int low = whole ? Character.digit(path.charAt(at + 2), HEX) : -1;
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static String decodedSlashes(String path) {
    var plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      var three = path.substring(i, Math.min(path.length(), i + 3)).toUpperCase(Locale.ROOT);
      boolean slash = three.equals("%2F") || three.equals("%5C");
      plain.append(slash ? (three.equals("%2F") ? '/' : '\\') : path.charAt(i));
      i += slash ? 2 : 0;
    }
    return plain.toString();
  }

  private static String merged(String path) {
    var plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      boolean again = i > 0 && path.charAt(i) == '/' && path.charAt(i - 1) == '/';
      if (!again) {
        plain.append(path.charAt(i));
      }
    }
    return plain.toString();
  }
}
