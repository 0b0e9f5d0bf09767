// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainLookupTest {

  @Test
  void theDestinationPortIsDecidedFirstAndForGood() {
    var listener =
        listener(
            chain("port", match().setDestinationPort(UInt32Value.of(80)).addServerNames("a.test")),
            chain("any", match()));
    assertThat(taken(listener, connection(80, "a.test"))).containsExactly("port");
    assertThat(taken(listener, connection(80, "b.test"))).isEmpty();
    assertThat(taken(listener, connection(81, "b.test"))).containsExactly("any");
  }

  @Test
  void theDefaultChainTakesWhatFitsOnlyPartly() {
    var listener =
        listener(chain("port", match().setDestinationPort(UInt32Value.of(80)).addServerNames("a")))
            .toBuilder()
            .setDefaultFilterChain(FilterChain.newBuilder().setName("default"))
            .build();
    assertThat(taken(listener, connection(80, "b"))).containsExactly("default");
  }

  @Test
  void theLongestPrefixWins() {
    var listener =
        listener(
            chain("wide", match().addPrefixRanges(range("10.0.0.0", 8))),
            chain("narrow", match().addPrefixRanges(range("10.1.0.0", 16))),
            chain("any", match()));
    assertThat(taken(listener, new Connection("10.1.2.3", 80, "", "raw_buffer", List.of(), SOURCE)))
        .containsExactly("narrow");
    assertThat(taken(listener, new Connection("10.2.2.3", 80, "", "raw_buffer", List.of(), SOURCE)))
        .containsExactly("wide");
    assertThat(taken(listener, connection(80, ""))).containsExactly("any");
  }

  @Test
  void theNearestDomainWins() {
    var listener =
        listener(
            chain("exact", match().addServerNames("a.b.test")),
            chain("near", match().addServerNames("*.b.test")),
            chain("far", match().addServerNames("*.test")));
    assertThat(taken(listener, connection(80, "a.b.test"))).containsExactly("exact");
    assertThat(taken(listener, connection(80, "x.y.b.test"))).containsExactly("near");
    assertThat(taken(listener, connection(80, "c.test"))).containsExactly("far");
    assertThat(taken(listener, connection(80, "b.test"))).containsExactly("far");
    assertThat(taken(listener, connection(80, "test"))).isEmpty();
  }

  @Test
  void theFirstOfferedProtocolThatAnyChainNamesWins() {
    var listener =
        listener(
            chain("h1", match().addApplicationProtocols("http/1.1")),
            chain("h2", match().addApplicationProtocols("h2")),
            chain("any", match()));
    assertThat(taken(listener, offering("h2", "http/1.1"))).containsExactly("h2");
    assertThat(taken(listener, offering("spdy", "http/1.1"))).containsExactly("h1");
    assertThat(taken(listener, offering("spdy"))).containsExactly("any");
  }

  @Test
  void chainsWithOneConditionAreAllNamed() {
    var listener = listener(chain("a", match()), chain("b", match()));
    assertThat(taken(listener, connection(80, ""))).containsExactly("a", "b");
  }

  private static final Call.Source SOURCE = new Call.Source("10.9.9.9", 40_000, "");

  private static List<String> taken(Listener listener, Connection connection) {
    return new ChainLookup(listener, connection)
        .find().chains().stream().map(FilterChain::getName).toList();
  }

  private static Connection connection(int port, String serverName) {
    return new Connection("1.2.3.4", port, serverName, "tls", List.of(), SOURCE);
  }

  private static Connection offering(String... alpn) {
    return new Connection("1.2.3.4", 80, "", "tls", List.of(alpn), SOURCE);
  }

  private static FilterChainMatch.Builder match() {
    return FilterChainMatch.newBuilder();
  }

  private static CidrRange range(String prefix, int bits) {
    return CidrRange.newBuilder()
        .setAddressPrefix(prefix)
        .setPrefixLen(UInt32Value.of(bits))
        .build();
  }

  private static FilterChain chain(String name, FilterChainMatch.Builder match) {
    return FilterChain.newBuilder().setName(name).setFilterChainMatch(match).build();
  }

  private static Listener listener(FilterChain... chains) {
    return Listener.newBuilder().setName("l").addAllFilterChains(List.of(chains)).build();
  }
}
