// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import static io.lateen.mesh.sample.Objects.delegating;
import static io.lateen.mesh.sample.Objects.prefix;
import static io.lateen.mesh.sample.Objects.route;
import static io.lateen.mesh.sample.Objects.routes;
import static io.lateen.mesh.sample.Objects.routesSpec;
import static io.lateen.mesh.sample.Objects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.VirtualService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DelegationTest {

  private static VirtualServicesSnapshot of(ConfigObject<?>... objects) {
    return VirtualServicesSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
  }

  private static HttpRoute on(String prefix, String host) {
    return route(List.of(prefix(prefix)), host, "", Optional.empty());
  }

  private static ConfigObject<VirtualService> delegate(List<String> exportTo, HttpRoute... http) {
    return virtualService("b", "leaf", 0, routesSpec(List.of(), exportTo, http));
  }

  private static final ConfigObject<VirtualService> ROOT =
      routes("a", "root", 0, "web", delegating("/app", "b", "leaf"), route("other", ""));

  private static ResolvedVirtualService root(VirtualServicesSnapshot snapshot) {
    return snapshot.get(ROOT.key()).orElseThrow();
  }

  @Test
  void routesOfADelegateStandInThePlaceOfTheOneThatDelegates() {
    var resolved = root(of(ROOT, delegate(List.of(), on("/app/one", "x"), on("/app", "y"))));
    assertThat(resolved.spec().http())
        .extracting(route -> route.route().getFirst().destination().host())
        .containsExactly(
            "x.b.svc.cluster.local", "y.b.svc.cluster.local", "other.a.svc.cluster.local");
    assertThat(resolved.httpOwners())
        .extracting(ObjectKey::name)
        .containsExactly("leaf", "leaf", "root");
    assertThat(resolved.spec().http().getFirst().match().getFirst().uri())
        .contains(new StringMatch.Prefix("/app/one"));
    assertThat(resolved.warnings()).isEmpty();
  }

  @Test
  void aRouteThatContradictsTheRootIsLeftOut() {
    var resolved = root(of(ROOT, delegate(List.of(), on("/else", "x"), on("/app", "y"))));
    assertThat(resolved.spec().http()).hasSize(2);
    assertThat(resolved.warnings())
        .singleElement()
        .satisfies(
            warning -> assertThat(warning.problem().message()).contains("contradict", "b/leaf"));
  }

  @Test
  void aDelegateThatIsMissingOrHiddenIsReportedAndComesWhenItCan() {
    var snapshot = of(ROOT);
    assertThat(root(snapshot).warnings()).hasSize(1);
    snapshot = snapshot.apply(ConfigDelta.upsert(delegate(List.of("."), on("/app", "x"))));
    assertThat(root(snapshot).warnings()).hasSize(1);
    snapshot = snapshot.apply(ConfigDelta.upsert(delegate(List.of("a"), on("/app", "x"))));
    assertThat(root(snapshot).warnings()).isEmpty();
    assertThat(root(snapshot).spec().http()).hasSize(2);
    snapshot = snapshot.apply(ConfigDelta.remove(delegate(List.of()).key()));
    assertThat(root(snapshot).spec().http()).hasSize(1);
  }

  @Test
  void gatewaysAreQualified() {
    assertThat(GatewayNames.qualify("mesh", "a")).isEqualTo("mesh");
    assertThat(GatewayNames.qualify("gw", "a")).isEqualTo("a/gw");
    assertThat(GatewayNames.qualify("./gw", "a")).isEqualTo("a/gw");
    assertThat(GatewayNames.qualify("b/gw", "a")).isEqualTo("b/gw");
    assertThat(GatewayNames.qualify("gw.b.svc.cluster.local", "a")).isEqualTo("b/gw");
    assertThat(GatewayNames.qualify("gw.b", "a")).isEqualTo("b/gw");
  }
}
