// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import io.lateen.agent.envoy.Ports;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes {@link CaptureRules} as text for {@code nft -f}: one table of our own that is replaced as
 * a whole in one transaction, so applying twice equals applying once and no packet meets half a
 * set. The rules follow Istio's ({@code tools/istio-nftables}, {@code tools/istio-iptables}). Pure.
 */
public final class Ruleset {

  /** Our table; nothing else of the workload's namespace is touched. */
  public static final String TABLE = "inet lateen";

  /**
   * Source address of what Envoy hands to the application after it took it in; without the
   * exception it would come back for ever (Istio: InboundPassthroughBindIpv4).
   */
  private static final String FROM_INBOUND = "127.0.0.6";

  private Ruleset() {}

  /** Text that removes our table, also when it is not there. */
  public static String removal() {
    // Adding first makes the deletion succeed when there was no table.
    return "add table %s%ndelete table %s%n".formatted(TABLE, TABLE);
  }

  /** Text that puts exactly these rules in force. */
  public static String of(CaptureRules rules) {
    return removal()
        + "table "
        + TABLE
        + " {\n"
        + inbound(rules)
        + outbound(rules)
        + closedIpv6(rules)
        + "}\n";
  }

  private static String inbound(CaptureRules rules) {
    var excluded = new TreeSet<>(rules.excludedInbound());
    excluded.add(Ports.INBOUND);
    excluded.add(Ports.AGENT);
    excluded.add(Ports.READINESS);
    excluded.add(Ports.METRICS);
    var capture = "redirect to :" + Ports.INBOUND + "\n";
    var ports = rules.inbound().ports();
    var chain = new StringBuilder();
    chain.append("  chain inbound {\n");
    chain.append("    type nat hook prerouting priority dstnat; policy accept;\n");
    chain.append("    meta nfproto != ipv4 accept\n");
    passing(chain, "iifname", rules.excludedInterfaces());
    virtualMachines(chain, rules);
    chain.append("    tcp dport ").append(set(excluded)).append(" accept\n");
    if (rules.inbound().all()) {
      chain.append("    meta l4proto tcp ").append(capture);
    } else if (!ports.isEmpty()) {
      chain.append("    tcp dport ").append(set(ports)).append(' ').append(capture);
    }
    return chain.append("  }\n").toString();
  }

  private static void passing(StringBuilder chain, String side, Set<String> interfaces) {
    if (!interfaces.isEmpty()) {
      chain.append("    ").append(side).append(' ').append(names(interfaces)).append(" accept\n");
    }
  }

  /** What machines within the workload send passes the hook of inbound traffic. */
  private static void virtualMachines(StringBuilder chain, CaptureRules rules) {
    if (rules.virtualInterfaces().isEmpty()) {
      return;
    }
    var from = "    iifname " + names(rules.virtualInterfaces()) + " ";
    if (!rules.noOutbound()) {
      chain.append(from);
      if (!rules.outboundRanges().isEmpty()) {
        chain.append("ip daddr ").append(set(rules.outboundRanges())).append(' ');
      }
      chain.append("meta l4proto tcp redirect to :").append(Ports.OUTBOUND).append('\n');
    }
    chain.append(from).append("accept\n");
  }

  private static String names(Set<String> interfaces) {
    return interfaces.stream().collect(Collectors.joining("\", \"", "{ \"", "\" }"));
  }

  private static String outbound(CaptureRules rules) {
    var user = rules.proxyUser();
    var dns = "dnat ip to " + rules.dns().address() + ":" + rules.dns().port() + "\n";
    var chain = new StringBuilder();
    chain.append("  chain outbound {\n");
    chain.append("    type nat hook output priority -100; policy accept;\n");
    chain.append("    meta nfproto != ipv4 accept\n");
    passing(chain, "oifname", rules.excludedInterfaces());
    chain.append("    oifname \"lo\" ip saddr ").append(FROM_INBOUND).append(" accept\n");
    // Envoy calls its own workload by the Pod's address: that has to be taken in like any call.
    chain.append("    oifname \"lo\" ip daddr != 127.0.0.1 meta skuid ").append(user);
    chain.append(" meta l4proto tcp redirect to :").append(Ports.INBOUND).append('\n');
    chain.append("    meta skuid ").append(user).append(" accept\n");
    chain.append("    oifname \"lo\" accept\n");
    chain.append("    udp dport 53 ").append(dns);
    chain.append("    tcp dport 53 ").append(dns);
    if (!rules.excludedOutbound().isEmpty()) {
      chain.append("    tcp dport ").append(set(rules.excludedOutbound())).append(" accept\n");
    }
    if (!rules.excludedRanges().isEmpty()) {
      chain.append("    ip daddr ").append(set(rules.excludedRanges())).append(" accept\n");
    }
    if (!rules.includedOutbound().isEmpty()) {
      chain.append("    tcp dport ").append(set(rules.includedOutbound()));
      chain.append(" redirect to :").append(Ports.OUTBOUND).append('\n');
    }
    if (!rules.noOutbound()) {
      chain.append("    ");
      if (!rules.outboundRanges().isEmpty()) {
        chain.append("ip daddr ").append(set(rules.outboundRanges())).append(' ');
      }
      chain.append("meta l4proto tcp redirect to :").append(Ports.OUTBOUND).append('\n');
    }
    return chain.append("  }\n").toString();
  }

  /**
   * Envoy's captured listeners are IPv4, so TCP and DNS over IPv6 are refused instead of passing
   * around Envoy; callers fall back to IPv4 at once (RFC 8305).
   */
  private static String closedIpv6(CaptureRules rules) {
    var in = new StringBuilder();
    passing(in, "iifname", rules.excludedInterfaces());
    var out = new StringBuilder();
    passing(out, "oifname", rules.excludedInterfaces());
    return """
      chain inbound_ipv6 {
        type filter hook input priority filter; policy accept;
    %s    meta nfproto ipv6 iifname != "lo" meta l4proto tcp ct state new reject with tcp reset
      }
      chain outbound_ipv6 {
        type filter hook output priority filter; policy accept;
        meta nfproto != ipv6 accept
        oifname "lo" accept
    %s    meta skuid %d accept
        udp dport 53 reject
        meta l4proto tcp ct state new reject with tcp reset
      }
    """
        .formatted(in, out, rules.proxyUser());
  }

  private static String set(Collection<?> elements) {
    return elements.stream().map(Object::toString).collect(Collectors.joining(", ", "{ ", " }"));
  }
}
