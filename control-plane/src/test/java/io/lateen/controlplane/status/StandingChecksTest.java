// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.credential.Seal;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.document.ObjectCheck;
import io.lateen.base.problem.Problems;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.secret.CertificateCheck;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.pem.TestPem;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualScheduler;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StandingChecksTest {

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: shop, namespace: edge}
      data: {tls.crt: %s, tls.key: %s}
      """
          .formatted(TestPem.base64("shop.crt"), TestPem.base64("shop.key"));

  private final ProblemBoard board = new ProblemBoard();
  private final List<String> changes = new ArrayList<>();
  private MeshSnapshot mesh = MeshSnapshot.EMPTY;

  private static Instant end() throws Exception {
    var pem = TestPem.text("shop.crt").getBytes(StandardCharsets.UTF_8);
    var factory = CertificateFactory.getInstance("X.509");
    var certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem));
    return certificate.getNotAfter().toInstant();
  }

  private void apply(String document) {
    var decoder =
        new DocumentDecoder(DocumentDecoder.DEFAULT_NAMESPACE, ObjectCheck.NONE, Seal.FORGETTING);
    var objects = decoder.decode("test.yaml", document).valid();
    mesh = mesh.apply(ConfigDelta.upsert(objects));
  }

  private StandingChecks checks(VirtualClock clock, String trustDomain) {
    return new StandingChecks(
        () -> mesh, board, new CertificateCheck(clock), trustDomain, () -> changes.add("told"));
  }

  private String told() {
    return board.all().values().stream().map(Problems::render).collect(Collectors.joining());
  }

  @Test
  void certificatesThatEndAreToldInTimeAndAgain() throws Exception {
    apply(SECRET);
    var scheduler = new VirtualScheduler(new VirtualClock(end().minus(Duration.ofDays(31))));
    var checks = checks(scheduler.clock(), "cluster.local");
    checks.epochPublished();
    assertThat(told()).isEmpty();
    checks.start(scheduler);

    scheduler.advance(Duration.ofDays(2));
    assertThat(told()).contains("warning", "CN=shop.example.com ends at", "within 30 days");
    scheduler.advance(Duration.ofDays(23));
    assertThat(told()).contains("warning", "within 7 days").doesNotContain("within 30 days");
    scheduler.advance(Duration.ofDays(6));
    assertThat(told()).contains("error", "ended at", "write a new certificate with its key");
    assertThat(changes).hasSize(3);

    mesh = MeshSnapshot.EMPTY;
    checks.epochPublished();
    assertThat(told()).isEmpty();
    checks.epochPublished();
    assertThat(changes).hasSize(4);
  }

  /** A Secret with authorities alone, as a DestinationRule or a Gateway names it. */
  @Test
  void authoritiesThatEndAreTold() throws Exception {
    var authority = TestPem.text("shop.crt");
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop-cacert, namespace: edge}
        stringData: {ca.crt: "%s"}
        """
            .formatted(authority.replace("\n", "\\n")));
    var clock = new VirtualClock(end().minus(Duration.ofDays(31)));
    var checks = checks(clock, "cluster.local");
    checks.epochPublished();
    assertThat(told()).isEmpty();
    clock.advance(Duration.ofDays(2));
    checks.look();
    assertThat(told())
        .contains("warning", "the last of the authorities, CN=shop.example.com, ends at")
        .contains("within 30 days", "add the next authority in time");
    clock.advance(Duration.ofDays(29));
    checks.look();
    assertThat(told()).contains("error", "the last of the authorities", "ended at");
  }

  @Test
  void aTrustDomainThatIsNotThisControlPlanesIsTold() throws Exception {
    var clock = new VirtualClock(end().minus(Duration.ofDays(365)));
    var checks = checks(clock, "new-td");
    checks.epochPublished();
    assertThat(told())
        .as("nobody wrote settings, and the default is another")
        .contains("identities of cluster.local, and this control plane gives those of new-td")
        .contains("set trustDomain: new-td");

    apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: "trustDomain: old-td"}
        """);
    checks.epochPublished();
    assertThat(told())
        .contains("test.yaml:", "identities of old-td")
        .doesNotContain("cluster.local");

    apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: "trustDomain: new-td"}
        """);
    checks.epochPublished();
    assertThat(told()).isEmpty();
  }
}
