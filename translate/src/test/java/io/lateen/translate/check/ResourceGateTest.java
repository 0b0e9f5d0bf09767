// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.testkit.golden.GoldenCase;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.TranslateGoldens;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceGateTest {

  private static final ProxyResources NOTHING = new ProxyResources(Map.of(), Problems.NONE);

  private final ResourceGate gate = new ResourceGate();

  @Test
  void theLastGoodVersionStays() {
    var good = of(routes("80", "a"));
    var bad = of(routes("80", "a", "a"));

    var admitted = gate.admit(gate.admit(NOTHING, good), bad);

    assertThat(admitted.byType()).isEqualTo(good.byType());
    assertThat(admitted.problems().list())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("80 is held back", "names a domain twice: a", "its last good version stays");
  }

  @Test
  void aBadOneWithoutPastIsLeftOutAndTheOthersStay() {
    var both = of(routes("80", "a", "a"), routes("90", "b"));

    var admitted = gate.admit(NOTHING, both);

    assertThat(admitted.ofType(ResourceTypes.ROUTE)).containsOnlyKeys("90");
  }

  @Test
  void whatIsGoodPassesAsItIs() {
    var good = of(routes("80", "a"));

    assertThat(gate.admit(NOTHING, good)).isSameAs(good);
    assertThat(gate.admit(good, good)).isSameAs(good);
  }

  @Test
  void aStepIsJudgedAlikeForEveryProxyThatTakesIt() {
    var good = gate.admit(NOTHING, of(routes("80", "a")));
    var better = of(routes("80", "b"));
    var bad = of(routes("80", "a", "a"));

    for (int proxy = 0; proxy < 3; proxy++) {
      assertThat(gate.admit(good, better)).isSameAs(better);
      assertThat(gate.admit(good, bad).byType()).isEqualTo(good.byType());
      gate.meshChanged();
    }
  }

  @Test
  void theObjectBehindTheBadPartIsNamed() {
    var good = cause("good");
    var bad = cause("bad");
    var routes =
        RouteConfiguration.newBuilder()
            .setName("80")
            .addVirtualHosts(VirtualHost.newBuilder().setName("one").addDomains("a"))
            .addVirtualHosts(VirtualHost.newBuilder().setName("two").addDomains("a"))
            .build();
    var provenance = new Provenance(List.of(), Map.of("one", List.of(good), "two", List.of(bad)));

    var admitted = gate.admit(NOTHING, of(EncodedResource.of("80", routes, provenance)));

    assertThat(admitted.problems().list())
        .extracting(Problem::object)
        .containsExactly("VirtualService default/bad");
  }

  private static Provenance.Cause cause(String name) {
    var key = new ObjectKey("networking.istio.io", "VirtualService", "default", name);
    return new Provenance.Cause(key, "mesh.yaml", 3);
  }

  static Stream<GoldenCase> goldens() {
    return TranslateGoldens.all();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void holdsBackNothingThatIsGenerated(GoldenCase golden) {
    var resources = TranslateGoldens.resources(golden.text());

    assertThat(gate.admit(NOTHING, resources)).isSameAs(resources);
  }

  @Test
  void aListenerIsRefusedBesideAGoodOneOfItsName() {
    var chain = FilterChain.newBuilder().setName("c");
    var good = listener(chain);
    assertThat(gate.admit(NOTHING, good)).isSameAs(good);
    var bad = listener(chain, chain);
    assertThat(gate.admit(NOTHING, bad).ofType(ResourceTypes.LISTENER)).isEmpty();
    assertThat(gate.admit(NOTHING, bad).problems().list()).hasSize(1);
    assertThat(gate.listeners()).isEqualTo(1);
    assertThat(gate.admit(NOTHING, good)).isSameAs(good);
  }

  private static ProxyResources listener(FilterChain.Builder... chains) {
    var listener = Listener.newBuilder().setName("l");
    for (var chain : chains) {
      listener.addFilterChains(chain);
    }
    var resource = EncodedResource.of("l", listener.build(), Provenance.BUILT_IN);
    return new ProxyResources(Map.of(ResourceTypes.LISTENER, Map.of("l", resource)), Problems.NONE);
  }

  private static EncodedResource routes(String name, String... domains) {
    var routes = RouteConfiguration.newBuilder().setName(name);
    for (int index = 0; index < domains.length; index++) {
      routes.addVirtualHosts(
          VirtualHost.newBuilder().setName("host" + index).addDomains(domains[index]));
    }
    return EncodedResource.of(name, routes.build(), Provenance.BUILT_IN);
  }

  private static ProxyResources of(EncodedResource... routes) {
    var named = new TreeMap<String, EncodedResource>();
    for (var one : routes) {
      named.put(one.name(), one);
    }
    return new ProxyResources(Map.of(ResourceTypes.ROUTE, named), Problems.NONE);
  }
}
