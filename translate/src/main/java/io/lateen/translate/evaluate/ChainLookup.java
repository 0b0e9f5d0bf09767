// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch.ConnectionSourceType;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which filter chain takes a connection. Condition after condition, in Envoy's order, the most
 * specific value that any remaining chain names wins, and chains without it are out; there is no
 * way back (Envoy: source/common/listener_manager/filter_chain_manager_impl.cc).
 */
final class ChainLookup {

  /** Stands for a condition that a chain does not have. */
  private static final String ANY = "";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1");

  /**
   * The result.
   *
   * @param chains the one that takes the connection; none; or several, which Envoy would not accept
   * @param part the part of the listener that decided, as its provenance names it; empty for none
   * @param why what decided, in words
   */
  record Found(List<FilterChain> chains, String part, String why) {}

  /**
   * One condition.
   *
   * @param values the values of a chain; none: any
   * @param wanted values that fit the connection among those that chains name, the best one first
   */
  private record Level(
      String name,
      Function<FilterChainMatch, List<String>> values,
      Function<List<FilterChainMatch>, List<String>> wanted) {}

  private final Listener listener;
  private final Connection connection;

  ChainLookup(Listener listener, Connection connection) {
    this.listener = listener;
    this.connection = connection;
  }

  Found find() {
    var remaining = listener.getFilterChainsList();
    var decided = new ArrayList<String>();
    for (var level : levels()) {
      var matches = remaining.stream().map(FilterChain::getFilterChainMatch).toList();
      var best = best(level, matches);
      if (best.isEmpty()) {
        return fallback("no chain for " + level.name() + " of " + connection.describe(), remaining);
      }
      if (!best.get().equals(ANY)) {
        decided.add(level.name() + " " + best.get());
      }
      remaining = remaining.stream().filter(chain -> has(level, chain, best.get())).toList();
    }
    if (remaining.isEmpty()) {
      return fallback("the listener has no other chain", remaining);
    }
    var why = decided.isEmpty() ? "takes every connection" : "by " + String.join(", ", decided);
    return new Found(List.copyOf(remaining), part(remaining.getFirst()), why);
  }

  /** Where chains remained until a late condition, who decided about TLS is to be asked. */
  private Found fallback(String why, List<FilterChain> remaining) {
    if (listener.hasDefaultFilterChain()) {
      var chain = listener.getDefaultFilterChain();
      var part = chain.getName().isEmpty() ? Provenance.DEFAULT_CHAIN : chain.getName();
      return new Found(List.of(chain), part, "default chain: " + why);
    }
    var part = remaining.isEmpty() ? "" : part(remaining.getFirst()) + Provenance.TLS;
    return new Found(List.of(), part, why);
  }

  private String part(FilterChain chain) {
    return chain.getName().isEmpty()
        ? "#" + listener.getFilterChainsList().indexOf(chain)
        : chain.getName();
  }

  private static boolean has(Level level, FilterChain chain, String value) {
    return values(level, chain.getFilterChainMatch()).contains(value);
  }

  private static Optional<String> best(Level level, List<FilterChainMatch> matches) {
    var named =
        matches.stream().flatMap(match -> values(level, match).stream()).distinct().toList();
    return Stream.concat(level.wanted().apply(matches).stream(), Stream.of(ANY))
        .filter(named::contains)
        .findFirst();
  }

  private static List<String> values(Level level, FilterChainMatch match) {
    var values = level.values().apply(match);
    return values.isEmpty() ? List.of(ANY) : values;
  }

  private List<Level> levels() {
    return List.of(
        new Level(
            "destination port",
            match ->
                match.hasDestinationPort()
                    ? List.of(Integer.toString(match.getDestinationPort().getValue()))
                    : List.of(),
            _ -> List.of(Integer.toString(connection.port()))),
        cidrs("destination address", FilterChainMatch::getPrefixRangesList, connection.address()),
        new Level(
            "server name",
            match -> match.getServerNamesList().stream().map(ChainLookup::lower).toList(),
            _ -> serverNames()),
        new Level(
            "transport protocol",
            match -> nonEmpty(match.getTransportProtocol()),
            _ -> List.of(connection.transport())),
        new Level(
            "application protocol",
            FilterChainMatch::getApplicationProtocolsList,
            _ -> connection.alpn()),
        cidrs(
            "direct source address",
            FilterChainMatch::getDirectSourcePrefixRangesList,
            connection.source().address()),
        new Level("source type", ChainLookup::sourceType, _ -> List.of(sourceType().name())),
        cidrs(
            "source address",
            FilterChainMatch::getSourcePrefixRangesList,
            connection.source().address()),
        new Level(
            "source port",
            match -> match.getSourcePortsList().stream().map(String::valueOf).toList(),
            _ -> List.of(Integer.toString(connection.source().port()))));
  }

  private static Level cidrs(
      String name, Function<FilterChainMatch, List<CidrRange>> ranges, String address) {
    return new Level(
        name,
        match -> ranges.apply(match).stream().map(ChainLookup::text).toList(),
        matches ->
            matches.stream()
                .flatMap(match -> ranges.apply(match).stream())
                .filter(range -> Cidr.address(address).filter(ip -> holds(range, ip)).isPresent())
                .sorted(Comparator.comparingInt(ChainLookup::bits).reversed())
                .map(ChainLookup::text)
                .toList());
  }

  private static boolean holds(CidrRange range, java.net.InetAddress address) {
    return Cidr.contains(range, address);
  }

  private static int bits(CidrRange range) {
    return range.getPrefixLen().getValue();
  }

  /** A range of everything is no condition. */
  private static String text(CidrRange range) {
    return bits(range) == 0 ? ANY : range.getAddressPrefix() + "/" + bits(range);
  }

  /** The name itself, then the domains above it from the nearest one. */
  private List<String> serverNames() {
    var name = connection.serverName();
    var names = new ArrayList<String>();
    if (!name.isEmpty()) {
      names.add(name);
    }
    for (int dot = name.indexOf('.', 1);
        dot > 0 && dot < name.length() - 1;
        dot = name.indexOf('.', dot + 1)) {
      names.add("*" + name.substring(dot));
    }
    return names;
  }

  private static List<String> sourceType(FilterChainMatch match) {
    return match.getSourceType() == ConnectionSourceType.ANY
        ? List.of()
        : List.of(match.getSourceType().name());
  }

  /**
   * Of the block 127.0.0.0/8 Envoy takes only one address for loopback (common/network/utility).
   */
  private ConnectionSourceType sourceType() {
    var source = connection.source().address();
    boolean local = source.equals(connection.address()) || LOOPBACK.contains(source);
    return local ? ConnectionSourceType.SAME_IP_OR_LOOPBACK : ConnectionSourceType.EXTERNAL;
  }

  private static List<String> nonEmpty(String value) {
    return value.isEmpty() ? List.of() : List.of(value);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
