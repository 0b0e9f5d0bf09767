// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules for hosts with wildcards and namespaces, and how wildcards cover each other
 * (pkg/config/host/name.go, pkg/config/validation/agent/validation.go).
 */
public final class Hosts {

  private static final String GENERATED_SNI = "outbound_";
  private static final Pattern LETTERS = Pattern.compile(".*[a-zA-Z].*");
  private static final Pattern DIGITS = Pattern.compile(".*[0-9].*");

  private Hosts() {}

  /** Whether some name is covered by both. */
  public static boolean overlap(String left, String right) {
    return covers(left, right) || covers(right, left);
  }

  /** Whether every name that {@code inner} covers is covered by {@code outer}. */
  public static boolean covers(String outer, String inner) {
    if (!outer.startsWith("*")) {
      return outer.equals(inner);
    }
    var suffix = outer.substring(1);
    return inner.startsWith("*")
        ? inner.length() >= outer.length() && inner.substring(1).endsWith(suffix)
        : inner.endsWith(suffix);
  }

  /** What is wrong with a name with wildcard, or an address. */
  public static Optional<String> hostOrAddressFault(String host) {
    return Addresses.isIp(host) ? Optional.empty() : DnsNames.wildcardNameFault(host);
  }

  /**
   * What is wrong with a host that a gateway serves; the server names that pass-through gateways
   * generate, {@code outbound_.80_._.name}, are allowed.
   */
  public static Optional<String> gatewayHostFault(String host, boolean serverName) {
    if (!serverName || !host.startsWith(GENERATED_SNI)) {
      return hostOrAddressFault(host);
    }
    var parts = host.split("_", -1);
    var valid =
        parts.length >= 4
            && DIGITS.matcher(parts[1]).matches()
            && LETTERS.matcher(parts[3]).matches();
    return valid
        ? Optional.empty()
        : Optional.of("must be of the form outbound_.PORT_.SUBSET_.NAME");
  }

  /**
   * What is wrong with {@code namespace/host} or {@code host} of a gateway's server.
   *
   * @param converted whether the gateway was made of one of the Gateway API, where the namespace
   *     {@code ~} stands for no route at all
   */
  public static Optional<String> gatewayServerHostFault(String host, boolean converted) {
    var slash = host.indexOf('/');
    if (slash < 0) {
      return hostPartFault(host, true);
    }
    var namespace = host.substring(0, slash);
    var valid =
        namespace.equals("*")
            || namespace.equals(".")
            || (converted && namespace.equals("~"))
            || DnsNames.isLabel(namespace);
    return valid
        ? hostPartFault(host.substring(slash + 1), true)
        : Optional.of("the namespace \"" + namespace + "\" must be a name, . or *");
  }

  /** What is wrong with {@code namespace/host} of a sidecar; a leading {@code ~} excludes. */
  public static Optional<String> sidecarHostFault(String host) {
    var slash = host.indexOf('/');
    if (slash <= 0) {
      return Optional.of("must be of the form namespace/host");
    }
    var written = host.substring(0, slash);
    var namespace = written.startsWith("~") ? written.substring(1) : written;
    var valid =
        namespace.isEmpty()
            || namespace.equals("*")
            || namespace.equals(".")
            || DnsNames.isLabel(namespace);
    return valid
        ? hostPartFault(host.substring(slash + 1), false)
        : Optional.of("the namespace \"" + written + "\" must be a name, ., * or ~");
  }

  private static Optional<String> hostPartFault(String host, boolean addressAllowed) {
    if (!host.equals("*") && !host.contains(".") && !(addressAllowed && Addresses.isIp(host))) {
      return Optional.of("\"" + host + "\" is a short name; the full name is needed");
    }
    var fault = addressAllowed ? hostOrAddressFault(host) : DnsNames.wildcardNameFault(host);
    return fault.or(() -> DnsNames.partialWildcardFault(host));
  }

  /** What is wrong with the name of a gateway in a virtual service. */
  public static Optional<String> gatewayNameFault(String gateway) {
    var slash = gateway.indexOf('/');
    if (slash < 0) {
      return DnsNames.nameFault(gateway);
    }
    return DnsNames.labelFault(gateway.substring(0, slash))
        .or(() -> DnsNames.labelFault(gateway.substring(slash + 1)));
  }
}
