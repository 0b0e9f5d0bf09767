// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import io.lateen.agent.envoy.Bootstrap.Resolver;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads Istio's capture annotations of a Pod (istio.io, "Resource Annotations", those that begin
 * with {@code traffic.sidecar.istio.io/}). A value that cannot be read is an error and not ignored:
 * capturing less than asked would let traffic pass in clear.
 */
public final class CaptureAnnotations {

  private static final String PREFIX = "traffic.sidecar.istio.io/";
  private static final String ALL = "*";

  /** Stands outside of the others' prefix. */
  private static final String REROUTE = "istio.io/reroute-virtual-interfaces";

  /** At most 15 bytes (linux/if.h: IFNAMSIZ), and nothing that means something to nft. */
  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

  /** Most entries of one annotation; nftables sets would take far more. */
  static final int MAX_ENTRIES = 256;

  private final String object;
  private final Map<String, String> annotations;
  private final List<Problem> problems = new ArrayList<>();

  private CaptureAnnotations(String object, Map<String, String> annotations) {
    this.object = object;
    this.annotations = annotations;
  }

  /**
   * The rules for a Pod.
   *
   * @param object how problems name the Pod
   * @param annotations its annotations; others than Istio's capture annotations do not matter
   * @param proxyUser user of the Envoy
   * @param dns the agent's DNS server
   */
  public static Result<CaptureRules> rules(
      String object, Map<String, String> annotations, int proxyUser, Resolver dns) {
    return new CaptureAnnotations(object, annotations).read(proxyUser, dns);
  }

  private Result<CaptureRules> read(int proxyUser, Resolver dns) {
    var include = entries("includeOutboundIPRanges");
    var allOutbound = include.isEmpty() || include.get().contains(ALL);
    var rules =
        new CaptureRules(
            proxyUser,
            dns,
            inbound(),
            ports("excludeInboundPorts"),
            ports("excludeOutboundPorts"),
            allOutbound ? List.of() : ranges("includeOutboundIPRanges"),
            !allOutbound && include.get().isEmpty(),
            ranges("excludeOutboundIPRanges"),
            ports("includeOutboundPorts"),
            interfaces("excludeInterfaces"),
            virtualInterfaces());
    return problems.isEmpty() ? Result.ok(rules) : Result.err(new Problems(problems));
  }

  private PortSelection inbound() {
    var entries = entries("includeInboundPorts");
    return entries.isEmpty() || entries.get().contains(ALL)
        ? PortSelection.ALL
        : PortSelection.only(ports("includeInboundPorts"));
  }

  private SortedSet<Integer> ports(String name) {
    return new TreeSet<>(parsed(name, CaptureAnnotations::port, "is not a port (1 to 65535)"));
  }

  private SortedSet<String> interfaces(String name) {
    return new TreeSet<>(
        parsed(
            name,
            text -> Optional.of(text).filter(one -> INTERFACE.matcher(one).matches()),
            "is not the name of a network interface"));
  }

  /** The newer annotation goes before the older one of the same meaning. */
  private SortedSet<String> virtualInterfaces() {
    return annotations.containsKey(REROUTE)
        ? interfaces(REROUTE)
        : interfaces("kubevirtInterfaces");
  }

  /** Ranges in order, without those that a wider one covers: nftables refuses overlaps. */
  private List<Ipv4Range> ranges(String name) {
    var kept = new ArrayList<Ipv4Range>();
    for (var range :
        new TreeSet<>(parsed(name, Ipv4Range::tryParse, "is not an IPv4 range like 10.0.0.0/8"))) {
      if (kept.isEmpty() || !kept.getLast().contains(range)) {
        kept.add(range);
      }
    }
    return kept;
  }

  private <T> List<T> parsed(String name, Function<String, Optional<T>> parse, String fault) {
    var values = new ArrayList<T>();
    for (var entry : entries(name).orElse(List.of())) {
      parse
          .apply(entry)
          .ifPresentOrElse(values::add, () -> problem(name, "\"" + entry + "\" " + fault));
    }
    return values;
  }

  /** The comma-separated entries; empty when there is no such annotation. */
  private Optional<List<String>> entries(String name) {
    var value = annotations.get(whole(name));
    if (value == null) {
      return Optional.empty();
    }
    var entries = value.isBlank() ? List.<String>of() : List.of(value.strip().split("\\s*,\\s*"));
    if (entries.size() > MAX_ENTRIES) {
      problem(name, "has more than " + MAX_ENTRIES + " entries");
      return Optional.of(List.of());
    }
    return Optional.of(entries);
  }

  private static String whole(String name) {
    return name.equals(REROUTE) ? name : PREFIX + name;
  }

  private void problem(String name, String message) {
    var problem =
        Problem.error(
            Location.UNKNOWN, object, "metadata.annotations[" + whole(name) + "]", message);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private static Optional<Integer> port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    var port = Integer.parseInt(text);
    return port >= 1 && port <= 65535 ? Optional.of(port) : Optional.empty();
  }
}
