// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for addresses of files and keys (RFC 3986, as Go's package net/url reads it). */
public final class Urls {

  private static final Pattern SCHEME =
      Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[-a-zA-Z0-9_.~!$&'()*+,;=<>\"\\x80-\\x{10ffff}]|%[89a-fA-F][0-9a-fA-F])*+");
  private static final Pattern IP_LITERAL = Pattern.compile("\\[[0-9a-fA-F:.]+(?:%25[^\\]]+)?\\]");
  private static final Pattern PORT = Pattern.compile("[0-9]*");
  private static final Set<String> MODULE_SCHEMES = Set.of("http", "https", "file", "oci");
  private static final Set<String> HTTP_SCHEMES = Set.of("http", "https");

  private Urls() {}

  /** What is wrong with the address of a module; a scheme may be left out. */
  public static Optional<String> moduleFault(String url) {
    var scheme = SCHEME.matcher(url);
    if (!scheme.matches()) {
      return url.startsWith("/") ? fault(url) : fault("http://" + url);
    }
    var written = scheme.group(1).toLowerCase(Locale.ROOT);
    return MODULE_SCHEMES.contains(written)
        ? fault(url)
        : Optional.of("the scheme \"" + written + "\" is not one of http, https, file, oci");
  }

  /** What is wrong with an address that must be of HTTP. */
  public static Optional<String> httpFault(String url) {
    var scheme = SCHEME.matcher(url);
    if (!scheme.matches() || !HTTP_SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
      return Optional.of("\"" + url + "\" must begin with http:// or https://");
    }
    return fault(url);
  }

  private static Optional<String> fault(String url) {
    var scheme = SCHEME.matcher(url);
    var rest = scheme.matches() ? scheme.group(2) : url;
    var valid =
        !CONTROL.matcher(url).find()
            && (!rest.startsWith("//") || isAuthority(authority(rest)))
            && (!rest.startsWith("/") || !BAD_ESCAPE.matcher(path(rest)).find());
    return valid ? Optional.empty() : Optional.of("\"" + url + "\" is not a URL");
  }

  private static String path(String rest) {
    var end = rest.indexOf('?');
    return end < 0 ? rest : rest.substring(0, end);
  }

  private static String authority(String rest) {
    var end = 2;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(2, end);
  }

  private static boolean isAuthority(String text) {
    var host = text.substring(text.lastIndexOf('@') + 1);
    var bracket = host.lastIndexOf(']');
    var colon = host.indexOf(':', bracket + 1);
    var port = colon < 0 ? "" : host.substring(colon + 1);
    var name = colon < 0 ? host : host.substring(0, colon);
    return PORT.matcher(port).matches()
        && (IP_LITERAL.matcher(name).matches() || HOST.matcher(name).matches());
  }
}
