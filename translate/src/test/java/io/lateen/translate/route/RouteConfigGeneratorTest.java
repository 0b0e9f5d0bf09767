// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.map.DiffMap;
import io.lateen.proto.difference.Differences;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.route.RouteConfigKey.Rest;
import io.lateen.translate.servicepolicy.RouteDefaults;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteConfigGeneratorTest {

  /** What a piece of a difference takes besides its text, at most, and what stands before all. */
  private static final int PIECE_BYTES = 64;

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
        key(
            DiffMap.<String, PlannedHost>empty().plus("b:80", host("b")).plus("a:80", host("a")),
            rest);
    assertThat(generator.generate(key).bytes()).isEqualTo(Packed.bytes(generator.message(key)));
    assertThat(generator.message(key).getVirtualHosts(0).getName()).isEqualTo("a:80");
  }

  /** Whatever configuration one begins with, the result is the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatIsMadeOfAnotherConfigurationIsWhatIsMadeOfNothing(long seed) {
    var random = new Random(seed);
    var generator = new RouteConfigGenerator(1 << 20);
    DiffMap<String, PlannedHost> hosts = DiffMap.empty();
    var past = generator.generate(key(hosts, RESTS.getFirst()));
    for (int step = 0; step < 60; step++) {
      for (int i = random.nextInt(step < 20 ? 60 : 3); i >= 0; i--) {
        var name = "host-" + random.nextInt(400);
        hosts =
            random.nextInt(4) == 0
                ? hosts.minus(name + ":80")
                : hosts.plus(name + ":80", host(name, "c" + random.nextInt(3)));
      }
      var key = key(hosts, RESTS.get(random.nextInt(RESTS.size())));
      var now = generator.generate(key, past);
      var fresh = new RouteConfigGenerator(1 << 20).generate(key);
      assertThat(now).as("seed %d, step %d", seed, step).isEqualTo(fresh);
      assertThat(now.bytes())
          .isEqualTo(fresh.bytes())
          .isEqualTo(Packed.bytes(generator.message(key)));
      differs(past, now);
      past = now;
    }
  }

  /** The difference is exact and has little more than the virtual hosts that differ. */
  private static void differs(EncodedResource past, EncodedResource now) {
    var difference = Differences.between(past.version(), past.content(), now.content());
    assertThat(Differences.resolve(difference, past.bytes(), 1 << 20)).contains(now.bytes());
    int most = PIECE_BYTES + now.hosts().frame().size();
    for (var name : past.hosts().byName().changed(now.hosts().byName())) {
      var host = now.hosts().byName().get(name);
      most += PIECE_BYTES + (host == null ? 0 : host.field().bytes().size());
    }
    assertThat(difference.getSerializedSize()).isLessThanOrEqualTo(most);
  }

  private static RouteConfigKey key(DiffMap<String, PlannedHost> hosts, Rest rest) {
    return new RouteConfigKey("80", hosts, rest, RouteHeaders.DEFAULT, Provenance.BUILT_IN);
  }

  private static PlannedHost host(String name) {
    return host(name, name);
  }

  private static PlannedHost host(String name, String cluster) {
    var route =
        new RoutePlan.ToService(
            "outbound|80||" + cluster,
            name + ":80/*",
            Optional.empty(),
            new RouteDefaults(Optional.empty(), Optional.empty()),
            Optional.empty());
    var plan = new VirtualHostPlan(name + ":80", List.of(name), List.of(route), false);
    return new PlannedHost(plan, RouteHeaders.DEFAULT);
  }
}
