// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.envoy;

/** Tells addresses from host names without asking anyone. */
public final class Addresses {

  private Addresses() {}

  /** Whether the text is an IPv4 or IPv6 address; no host name contains a colon or only digits. */
  public static boolean isIp(String text) {
    return text.indexOf(':') >= 0 || text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  /** Whether the text is an IPv4 address. */
  public static boolean isIpv4(String text) {
    return isIp(text) && text.indexOf(':') < 0;
  }

  /** IPv6 addresses stand in brackets in host headers (RFC 3986 §3.2.2). */
  public static String inHostHeader(String host) {
    return host.indexOf(':') >= 0 && host.indexOf('[') < 0 ? "[" + host + "]" : host;
  }
}
