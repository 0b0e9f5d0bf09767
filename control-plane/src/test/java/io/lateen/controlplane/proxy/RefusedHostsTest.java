// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problems;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.ProxyResources;
import io.lateen.xds.resource.TypeUrls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Envoy's words as 1.39.3 and 1.40.0 say them, and whose virtual host they are about. */
class RefusedHostsTest {

  private static final Cause WEB = cause("Service", "web");
  private static final Cause API = cause("Service", "api");
  private static final Cause RULES = cause("VirtualService", "api-rules");
  private static final Cause FILTER = cause("EnvoyFilter", "lua");

  private static Cause cause(String kind, String name) {
    return new Cause(new ObjectKey("", kind, "shop", name), name + ".yaml", 1);
  }

  private static EncodedResource routes(List<Cause> whole) {
    var message = RouteConfiguration.newBuilder().setName("80");
    message
        .addVirtualHostsBuilder()
        .setName("api.shop.svc.cluster.local:80")
        .addDomains("api.shop.svc.cluster.local")
        .addDomains("api.shop");
    message
        .addVirtualHostsBuilder()
        .setName("web.shop.svc.cluster.local:80")
        .addDomains("web.shop.svc.cluster.local")
        .addDomains("web.shop");
    message.addVirtualHostsBuilder().setName("allow_any").addDomains("*");
    var parts =
        Map.of(
            "api.shop.svc.cluster.local:80", List.of(API),
            "api.shop.svc.cluster.local:80#0", List.of(RULES),
            "web.shop.svc.cluster.local:80", List.of(WEB),
            "allow_any", List.<Cause>of());
    return EncodedResource.of("80", message.build(), new Provenance(whole, parts));
  }

  private static List<Cause> blamed(String words, Cause... whole) {
    var routes = routes(List.of(whole));
    var config =
        new DesiredConfig(
            1, new ProxyResources(Map.of(TypeUrls.ROUTE, Map.of("80", routes)), Problems.NONE));
    return Refusals.causes(Optional.of(config), TypeUrls.ROUTE, "80", words);
  }

  @Test
  void byAPlace() {
    var words =
        "Proto constraint validation failed (RouteConfigurationValidationError.VirtualHosts[0]:"
            + " embedded message failed validation | caused by VirtualHostValidationError.Routes[0]:"
            + " embedded message failed validation | caused by RouteValidationError.DirectResponse";
    assertThat(blamed(words)).containsExactly(RULES);
    assertThat(blamed(words.replace("Routes[0]", "Routes[7]")))
        .containsExactlyInAnyOrder(API, RULES);
    assertThat(blamed("VirtualHosts[1]: value is required")).containsExactly(WEB);
    assertThat(blamed("VirtualHosts[9]: value is required"))
        .containsExactlyInAnyOrder(API, RULES, WEB);
  }

  @Test
  void byADomainOrAName() {
    assertThat(
            blamed(
                "Only unique values for domains are permitted. Duplicate entry of domain web.shop in"
                    + " route 80"))
        .containsExactly(WEB);
    assertThat(blamed("virtual host web.shop.svc.cluster.local:80 is bad.")).containsExactly(WEB);
    assertThat(blamed("web.shop-window and my.web.shop are others"))
        .containsExactlyInAnyOrder(API, RULES, WEB);
  }

  /** Whoever patched the whole may be behind it as well; what changed last decides. */
  @Test
  void withWhoeverIsBehindTheWhole() {
    assertThat(blamed("Duplicate entry of domain web.shop in route 80", FILTER))
        .containsExactly(WEB, FILTER);
    assertThat(blamed("script load error: nonsense", FILTER)).containsExactly(FILTER);
  }
}
