// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.controlplane.audit.IssuedLog;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.controlplane.secret.SecretVault;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualScheduler;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityGaugesTest {

  @TempDir Path folder;

  @Test
  void boundsOfIdentityAreShown() {
    var clock = new VirtualClock();
    var random = new SecureRandom();
    var settings = AuthoritySettings.of(new TrustDomain("cluster.local"));
    var authority = CertificateAuthority.open(folder, settings, clock, random).orThrow();
    var holders =
        new CertificateHolders(authority, clock, clock, (node, roots) -> true, () -> true);
    var metrics = new ControlPlaneMetrics();
    metrics.observe(
        new IssuedLog(folder, clock, new VirtualScheduler(), Runnable::run),
        holders,
        () -> 7,
        SecretVault.open(folder, random).orThrow());
    assertThat(metrics.exposition())
        .contains("lateen_seal_keys 1.0", "lateen_ca_holders 0.0")
        .contains("lateen_ca_holders_unnamed_total 0.0", "lateen_ca_issued_waiting 0.0")
        .contains("lateen_ca_issued_unrecorded_total 0.0", "lateen_ca_known_workloads 7.0");
  }
}
