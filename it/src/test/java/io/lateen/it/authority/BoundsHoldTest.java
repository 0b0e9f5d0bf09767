// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Envoy itself refuses identities that an authority may not sign for, under a root it trusts. */
class BoundsHoldTest {

  private static final String ACCOUNT = "/ns/default/sa/reviews";
  private static final String ANSWER = "HTTP/1.1 200 OK";

  @TempDir Path folder;

  private TakenAuthority east;

  /** Its trust domain is no name of a host, so its intermediate cannot be bound. */
  private TakenAuthority unbound;

  private StrictEnvoy envoy;

  @BeforeEach
  void start() throws Exception {
    east = TakenAuthority.of("east.example", folder.resolve("east"));
    unbound = TakenAuthority.of("a_b", folder.resolve("unbound"));
    envoy = StrictEnvoy.start(folder, east.server(), east.rootPem() + unbound.rootPem());
  }

  @AfterEach
  void stop() {
    envoy.close();
  }

  @Test
  void whoTakesAClusterOverIsNobodyInOthers() throws Exception {
    assertThat(envoy.call(east.server())).isEqualTo(ANSWER);
    assertThat(envoy.call(east.forge("spiffe://east.example" + ACCOUNT))).isEqualTo(ANSWER);
    for (var domain : new String[] {"west.example", "example", "a.east.example", "cluster.local"}) {
      var foreign = "spiffe://" + domain + ACCOUNT;
      assertThat(envoy.call(east.forge(foreign)))
          .as(domain)
          .contains("CERTIFICATE_VERIFY_FAILED", "permitted_subtree_violation");
      assertThat(envoy.call(unbound.forge(foreign))).as("without a bound").isEqualTo(ANSWER);
    }
  }
}
