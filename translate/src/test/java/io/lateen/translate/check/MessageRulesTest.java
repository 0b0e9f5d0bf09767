// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.lateen.translate.envoy.Packed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageRulesTest {

  @Test
  void namesTheFieldThatIsMissing() {
    assertThat(MessageRules.findings(Cluster.getDefaultInstance()))
        .extracting(Finding::toString)
        .containsExactly("name must not be empty");
  }

  @Test
  void looksIntoPackedMessages() {
    var filter =
        Filter.newBuilder()
            .setName("tcp")
            .setTypedConfig(Packed.any(TcpProxy.newBuilder().setCluster("a").build()));
    var listener =
        Listener.newBuilder().addFilterChains(FilterChain.newBuilder().addFilters(filter)).build();

    assertThat(MessageRules.findings(listener))
        .extracting(Finding::toString)
        .containsExactly("filter_chains[0].filters[0].typed_config.stat_prefix must not be empty");
  }

  @Test
  void wrongBytesInAPackedMessageAreFound() {
    var any =
        Any.newBuilder()
            .setTypeUrl(
                "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy")
            .setValue(com.google.protobuf.ByteString.copyFromUtf8("\u0001\u0001"))
            .build();
    var cluster =
        Cluster.newBuilder()
            .setName("a")
            .setTransportSocket(TransportSocket.newBuilder().setName("x").setTypedConfig(any))
            .build();

    assertThat(MessageRules.findings(cluster))
        .extracting(Finding::reason)
        .containsExactly("holds bytes that are not of its type");
  }

  @Test
  void requiredChoicesAndHeaderCharacters() {
    var route =
        Route.newBuilder()
            .setMatch(RouteMatch.getDefaultInstance())
            .setRedirect(RedirectAction.newBuilder().setHostRedirect("a\r\nb"));
    var host = VirtualHost.newBuilder().setName("a").addDomains("*").addRoutes(route);

    assertThat(MessageRules.findings(RouteConfiguration.newBuilder().addVirtualHosts(host).build()))
        .extracting(Finding::toString)
        .containsExactly(
            "virtual_hosts[0].routes[0].match needs one of the choices of path_specifier",
            "virtual_hosts[0].routes[0].redirect.host_redirect must not have characters that break a"
                + " header");
  }

  @Test
  void boundsOfWrappedNumbers() {
    var host =
        VirtualHost.newBuilder()
            .setName("a")
            .addDomains("*")
            .setRetryPolicy(
                io.envoyproxy.envoy.config.route.v3.RetryPolicy.newBuilder()
                    .setRetryBackOff(
                        io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryBackOff.newBuilder()))
            .setPerRequestBufferLimitBytes(UInt32Value.of(1));

    assertThat(MessageRules.findings(host.build()))
        .extracting(Finding::toString)
        .containsExactly("retry_policy.retry_back_off.base_interval is required");
  }

  @Test
  void duplicatesBetweenVirtualHosts() {
    var routes =
        RouteConfiguration.newBuilder()
            .addVirtualHosts(VirtualHost.newBuilder().setName("a").addDomains("X"))
            .addVirtualHosts(VirtualHost.newBuilder().setName("a").addDomains("x"))
            .build();

    assertThat(ResourceRules.findings(routes))
        .extracting(Finding::toString)
        .containsExactly(
            "virtual_hosts[1].name is taken twice: a",
            "virtual_hosts[1].domains names a domain twice: x");
  }

  @Test
  void twoChainsOfOneMatch() {
    var chain = FilterChain.newBuilder();

    assertThat(
            ResourceRules.findings(
                Listener.newBuilder().addFilterChains(chain).addFilterChains(chain).build()))
        .extracting(Finding::toString)
        .containsExactly("filter_chains[1].filter_chain_match is the same as that of chain 0");
  }

  @Test
  void durationsAndWrappedNumbersAreLookedInto() {
    var cluster =
        Cluster.newBuilder().setName("a").setConnectTimeout(Duration.getDefaultInstance());
    var endpoint = LbEndpoint.newBuilder().setLoadBalancingWeight(UInt32Value.of(0));
    var load =
        ClusterLoadAssignment.newBuilder()
            .setClusterName("a")
            .addEndpoints(LocalityLbEndpoints.newBuilder().addLbEndpoints(endpoint));

    assertThat(MessageRules.findings(cluster.build()))
        .extracting(Finding::toString)
        .containsExactly("connect_timeout must be longer than 0.0 s");
    assertThat(MessageRules.findings(load.build()))
        .extracting(Finding::toString)
        .containsExactly(
            "endpoints[0].lb_endpoints[0].load_balancing_weight must be at least 1, but is 0");
  }

  /** Whatever it is compared with, the same is found: good parts are all that is passed over. */
  @Test
  void whatIsAlikeInAGoodMessageMakesNoDifference() throws Exception {
    var random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      var good = load(random, 0);
      assertThat(MessageRules.findings(good)).isEmpty();
      var message = load(random, random.nextInt(3));
      var all = MessageRules.findings(message);
      assertThat(
              MessageRules.findings(
                  message.getDescriptorForType(), message.toByteString(), good.toByteString()))
          .isEqualTo(all);
      refused += all.size();
    }
    assertThat(refused).isPositive();
  }

  @Test
  void whatIsPackedIsComparedToo() throws Exception {
    var good = listener("a", "b").toByteString();
    assertThat(MessageRules.findings(Listener.getDescriptor(), good)).isEmpty();
    for (var broken :
        List.of(listener("a", ""), listener("", "b"), listener("", ""), listener("b", "", "a"))) {
      var all = MessageRules.findings(broken);
      assertThat(all).isNotEmpty();
      assertThat(MessageRules.findings(Listener.getDescriptor(), broken.toByteString(), good))
          .isEqualTo(all);
    }
  }

  /** Chains whose filters write statistics of these names. */
  private static Listener listener(String... statistics) {
    var listener = Listener.newBuilder();
    for (var name : statistics) {
      var proxy = TcpProxy.newBuilder().setStatPrefix(name).setCluster("c").build();
      var filter = Filter.newBuilder().setName("tcp").setTypedConfig(Packed.any(proxy));
      listener.addFilterChains(FilterChain.newBuilder().addFilters(filter));
    }
    return listener.build();
  }

  /** A few endpoints of a few kinds, so that two of these have some in common. */
  private static ClusterLoadAssignment load(Random random, int bad) {
    var load = ClusterLoadAssignment.newBuilder().setClusterName("c" + random.nextInt(2));
    for (int place = random.nextInt(3); place >= 0; place--) {
      var endpoints = LocalityLbEndpoints.newBuilder().setPriority(place);
      for (int i = random.nextInt(6); i >= 0; i--) {
        endpoints.addLbEndpoints(endpoint(random, 1 + random.nextInt(3)));
      }
      load.addEndpoints(endpoints);
    }
    for (int i = 0; i < bad; i++) {
      var place = load.getEndpointsBuilder(random.nextInt(load.getEndpointsCount()));
      place.setLbEndpoints(random.nextInt(place.getLbEndpointsCount()), endpoint(random, 0));
    }
    return load.build();
  }

  private static LbEndpoint endpoint(Random random, int weight) {
    var socket = SocketAddress.newBuilder().setAddress("10.0.0." + random.nextInt(3));
    return LbEndpoint.newBuilder()
        .setEndpoint(
            Endpoint.newBuilder()
                .setAddress(Address.newBuilder().setSocketAddress(socket.setPortValue(80))))
        .setLoadBalancingWeight(UInt32Value.of(weight))
        .build();
  }

  @Test
  void partsOfAMessageAreJudgedTogether() throws Exception {
    var address = SocketAddress.newBuilder().setAddress("10.0.0.1").buildPartial();
    var port = SocketAddress.newBuilder().setPortValue(80).build();

    assertThat(MessageRules.findings(Listener.getDescriptor(), at(address).concat(at(port))))
        .isEmpty();
    assertThat(MessageRules.findings(Listener.getDescriptor(), at(port)))
        .extracting(Finding::toString)
        .containsExactly("address.socket_address.address must not be empty");
  }

  private static ByteString at(SocketAddress address) {
    return Listener.newBuilder()
        .setAddress(Address.newBuilder().setSocketAddress(address))
        .build()
        .toByteString();
  }

  @Test
  void aChoiceThatOnlyNewerVersionsKnowIsLeftToEnvoy() {
    var newer =
        UnknownFieldSet.newBuilder()
            .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    var route = Route.newBuilder().setMatch(RouteMatch.newBuilder().setUnknownFields(newer));
    route.setRedirect(RedirectAction.getDefaultInstance());
    var host = VirtualHost.newBuilder().setName("a").addDomains("*");

    assertThat(MessageRules.findings(host.addRoutes(route).build())).isEmpty();
    assertThat(
            MessageRules.findings(
                host.addRoutes(route.setMatch(RouteMatch.getDefaultInstance())).build()))
        .extracting(Finding::toString)
        .containsExactly("routes[1].match needs one of the choices of path_specifier");
  }

  @Test
  void bytesThatAreNoMessageOfTheTypeAreRefused() {
    var numberAsName = ByteString.copyFrom(new byte[] {0x08, 0x01});
    var cut = Cluster.newBuilder().setName("a name").build().toByteString().substring(0, 4);

    assertThatThrownBy(() -> MessageRules.findings(Cluster.getDescriptor(), numberAsName))
        .isInstanceOf(InvalidProtocolBufferException.class);
    assertThatThrownBy(() -> MessageRules.findings(Cluster.getDescriptor(), cut))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }
}
