// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.map.DiffMap;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.route.RouteConfigKey.Rest;
import io.lateen.translate.servicepolicy.RouteDefaults;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RouteConfigGeneratorTest {

  private static final List<Rest> RESTS =
      List.of(
          new Rest.NotFound(),
          new Rest.Misdirected("other", List.of("other.example.com")),
          new Rest.Refuse(),
          new Rest.Pass("PassthroughCluster"),
          new Rest.Resolve());

  /** Bytes that are put together are those of the whole message. */
  @ParameterizedTest
  @FieldSource("RESTS")
  void putsTheBytesTogetherThatTheMessageHas(Rest rest) {
    var generator = new RouteConfigGenerator(1 << 20);
    var key =
        new RouteConfigKey(
            "80",
            DiffMap.<String, PlannedHost>empty().plus("b:80", host("b")).plus("a:80", host("a")),
            rest,
            RouteHeaders.DEFAULT,
            Provenance.BUILT_IN);
    assertThat(generator.generate(key).bytes()).isEqualTo(Packed.bytes(generator.message(key)));
    assertThat(generator.message(key).getVirtualHosts(0).getName()).isEqualTo("a:80");
  }

  private static PlannedHost host(String name) {
    var route =
        new RoutePlan.ToService(
            "outbound|80||" + name,
            name + ":80/*",
            Optional.empty(),
            new RouteDefaults(Optional.empty(), Optional.empty()),
            Optional.empty());
    var plan = new VirtualHostPlan(name + ":80", List.of(name), List.of(route), false);
    return new PlannedHost(plan, RouteHeaders.DEFAULT);
  }
}
