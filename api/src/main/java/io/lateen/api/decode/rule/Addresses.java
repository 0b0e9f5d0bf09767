// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules for IP addresses, CIDR blocks and Unix sockets; nothing is looked up. */
public final class Addresses {

  /** Prefix of addresses that are Unix sockets. */
  public static final String UNIX_PREFIX = "unix://";

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

  private Addresses() {}

  /** Whether a text is an IPv4 or IPv6 address. */
  public static boolean isIp(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  /** Whether a text is an IPv4 address in dotted decimals. */
  public static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  /** Whether a text is an IPv6 address (RFC 4291 §2.2), a zone allowed. */
  public static boolean isIpv6(String text) {
    var zone = text.indexOf('%');
    var address = zone > 0 && zone < text.length() - 1 ? text.substring(0, zone) : text;
    if (!address.contains(":") || !IPV6.matcher(address).matches()) {
      return false;
    }
    try {
      Inet6Address.ofLiteral(address);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What is wrong with an address. */
  public static Optional<String> ipFault(String text) {
    return isIp(text) ? Optional.empty() : Optional.of("\"" + text + "\" is not an IP address");
  }

  /** What is wrong with an address or a CIDR block (RFC 4632). */
  public static Optional<String> subnetFault(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      return ipFault(text);
    }
    var address = text.substring(0, slash);
    var bits = text.substring(slash + 1);
    var most = isIpv4(address) ? 32 : 128;
    var valid = isIp(address) && BITS.matcher(bits).matches() && Integer.parseInt(bits) <= most;
    return valid ? Optional.empty() : Optional.of("\"" + text + "\" is not a CIDR block");
  }

  /** What is wrong with the path of a Unix socket, without the prefix. */
  public static Optional<String> unixPathFault(String path) {
    if (path.isEmpty()) {
      return Optional.of("the path of the Unix socket is missing");
    }
    return path.startsWith("@") || (path.startsWith("/") && !path.endsWith("/"))
        ? Optional.empty()
        : Optional.of("\"" + path + "\" is not an absolute path of a file");
  }
}
