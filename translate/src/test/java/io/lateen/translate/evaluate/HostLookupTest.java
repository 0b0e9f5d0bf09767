// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostLookupTest {

  private static final RouteConfiguration ROUTES =
      RouteConfiguration.newBuilder()
          .addVirtualHosts(host("all", "*"))
          .addVirtualHosts(host("prefix", "www.*"))
          .addVirtualHosts(host("suffix", "*.example.com"))
          .addVirtualHosts(host("longer", "*.b.example.com"))
          .addVirtualHosts(host("exact", "www.example.com", "WWW.Upper.com"))
          .build();

  @Test
  void exactThenSuffixThenPrefixThenAll() {
    assertThat(found("www.example.com")).isEqualTo("exact");
    assertThat(found("WWW.EXAMPLE.COM")).isEqualTo("exact");
    assertThat(found("www.upper.com")).isEqualTo("exact");
    assertThat(found("a.example.com")).isEqualTo("suffix");
    assertThat(found("a.b.example.com")).isEqualTo("longer");
    assertThat(found("www.other.com")).isEqualTo("prefix");
    assertThat(found("example.com")).isEqualTo("all");
    assertThat(found(".example.com")).isEqualTo("all");
  }

  @Test
  void aPortBelongsToTheNameUnlessItIsIgnored() {
    assertThat(found("www.example.com:80")).isEqualTo("prefix");
    var ignoring = ROUTES.toBuilder().setIgnorePortInHostMatching(true).build();
    assertThat(HostLookup.find(ignoring, "www.example.com:80"))
        .hasValueSatisfying(found -> assertThat(found.host().getName()).isEqualTo("exact"));
  }

  @Test
  void portsAreToldFromAddresses() {
    assertThat(HostLookup.withoutPort("[::1]:80")).isEqualTo("[::1]");
    assertThat(HostLookup.withoutPort("[::1]")).isEqualTo("[::1]");
    assertThat(HostLookup.withoutPort("::1")).isEqualTo("::1");
    assertThat(HostLookup.withoutPort("a:b")).isEqualTo("a:b");
    assertThat(HostLookup.withoutPort("a:80")).isEqualTo("a");
  }

  private static String found(String name) {
    return HostLookup.find(ROUTES, name).map(found -> found.host().getName()).orElse("");
  }

  private static VirtualHost host(String name, String... domains) {
    return VirtualHost.newBuilder().setName(name).addAllDomains(List.of(domains)).build();
  }
}
