// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.lateen.base.map.DiffMap;
import io.lateen.proto.difference.Part;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.route.EncodedHost;
import io.lateen.translate.route.EncodedHosts;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostVerdictsTest {

  private final HostVerdicts verdicts = new HostVerdicts(100);

  private static VirtualHost.Builder host(String name, String... domains) {
    return VirtualHost.newBuilder().setName(name).addAllDomains(List.of(domains));
  }

  private static VirtualHost.Builder matching(String name, String regex) {
    var match = RouteMatch.newBuilder().setSafeRegex(RegexMatcher.newBuilder().setRegex(regex));
    return host(name, name)
        .addRoutes(
            Route.newBuilder().setMatch(match).setRoute(RouteAction.newBuilder().setCluster("c")));
  }

  private static EncodedHosts routes(VirtualHost.Builder... hosts) {
    DiffMap<String, EncodedHost> byName = DiffMap.empty();
    for (var host : hosts) {
      byName = byName.plus(host.getName(), EncodedHost.of(host.build()));
    }
    var head = Packed.bytes(RouteConfiguration.newBuilder().setName("80").build());
    var rest = RouteConfiguration.newBuilder().addVirtualHosts(host("any", "*")).build();
    return hosts(head, byName, Packed.bytes(rest));
  }

  private static EncodedHosts hosts(
      ByteString head, DiffMap<String, EncodedHost> byName, ByteString tail) {
    return new EncodedHosts(
        DiffMap.empty(), Part.of(head), byName, DiffMap.empty(), DiffMap.empty(), Part.of(tail));
  }

  @Test
  void eachHostIsJudgedOnceForAllConfigurations() {
    assertThat(verdicts.judge(EncodedHosts.NONE, routes(host("a", "a"), host("b", "b")))).isEmpty();
    assertThat(verdicts.judge(EncodedHosts.NONE, routes(host("b", "b"), host("c", "c")))).isEmpty();
    assertThat(verdicts.size()).isEqualTo(3);
  }

  @Test
  void aFindingNamesTheHostByItsPlaceInTheWhole() {
    var wanted = routes(host("a", "a"), matching("b", "("));
    assertThat(verdicts.judge(EncodedHosts.NONE, wanted))
        .map(Finding::path)
        .contains("virtual_hosts[1].routes[0].match.safe_regex");
    var good = routes(host("a", "a"), matching("b", "x"));
    assertThat(verdicts.judge(good, wanted)).isPresent();
  }

  @Test
  void aDomainOfTwoHostsIsFoundInTheWholeAndAfterAnEdit() {
    var twice = routes(host("a", "a"), host("b", "A"));
    assertThat(verdicts.judge(EncodedHosts.NONE, twice))
        .contains(new Finding("virtual_hosts[1].domains", "names a domain twice: A"));
    var good = routes(host("a", "a"), host("b", "b"));
    assertThat(verdicts.judge(EncodedHosts.NONE, good)).isEmpty();
    assertThat(verdicts.judge(good, twice)).isPresent();
    assertThat(verdicts.judge(good, routes(host("a", "a"), host("b", "b"), host("c", "b"))))
        .isPresent();
  }

  @Test
  void theHostOfAllOtherRequestsCountsToo() {
    assertThat(verdicts.judge(EncodedHosts.NONE, routes(host("a", "*"))))
        .contains(new Finding("virtual_hosts[1].domains", "names a domain twice: *"));
    assertThat(verdicts.judge(EncodedHosts.NONE, routes(host("any", "a"))))
        .contains(new Finding("virtual_hosts[1].name", "is taken twice: any"));
  }

  @Test
  void bytesThatAreNoMessageAreRefused() {
    var bad = new EncodedHost("0", Part.of(ByteString.copyFromUtf8("\u0012\u007f")), List.of("a"));
    var wanted =
        hosts(
            ByteString.EMPTY,
            DiffMap.<String, EncodedHost>empty().plus("a", bad),
            ByteString.EMPTY);
    assertThat(verdicts.judge(EncodedHosts.NONE, wanted))
        .map(Finding::reason)
        .contains("holds bytes that are not of its type");
  }
}
