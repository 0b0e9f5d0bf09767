// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Outcome;
import io.lateen.it.machine.SharedDemo;
import io.lateen.testkit.pem.TestPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys of Secrets: where they are used, how they change, and who does not get them. */
@ExtendWith(SharedDemo.class)
class CredentialsTest {

  private static final Duration NOTICED = Duration.ofSeconds(30);

  private static final String GATEWAY =
      """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: it-edge, namespace: %2$s}
      spec:
        selector: {gateway: %1$s}
        servers:
        - port: {number: 8443, name: https-shop, protocol: HTTPS}
          hosts: [shop.example.com]
          tls: {mode: SIMPLE, credentialName: it-shop}
        - port: {number: 8443, name: https-pay, protocol: HTTPS}
          hosts: [pay.example.com]
          tls: {mode: MUTUAL, credentialName: it-pay}
        - port: {number: 8443, name: https-far, protocol: HTTPS}
          hosts: [far.example.com]
          tls: {mode: SIMPLE, credentialName: "kubernetes://it-vault/it-far"}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: it-edge, namespace: %2$s}
      spec:
        hosts: ["*.example.com"]
        gateways: [it-edge]
        http:
        - directResponse: {status: 200, body: {string: "served"}}
      """;

  private final DemoRun demo;

  CredentialsTest(DemoRun demo) {
    this.demo = demo;
  }

  private static String secret(String namespace, String name, String certificate, String key) {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: %s}
        data: {tls.crt: %s, tls.key: %s, ca.crt: %s}
        """
        .formatted(
            name,
            namespace,
            TestPem.base64(certificate),
            TestPem.base64(key),
            TestPem.base64("ca.crt"));
  }

  @Test
  void aGatewayServesTheKeysOfItsNamespaceAndNoOthers() throws Exception {
    for (var file : new String[] {"ca.crt", "rsa.crt", "shop.crt", "shop.key"}) {
      Files.writeString(demo.see(file), TestPem.text(file));
    }
    try (var gateway = GatewayPod.start(demo, "it-gateway", "it-edge", "10.99.0.1")) {
      GatewayPod.apply(demo, "it-far.yaml", secret("it-vault", "it-far", "shop.crt", "shop.key"));
      GatewayPod.apply(demo, "it-edge.yaml", GATEWAY.formatted("it-gateway", "it-edge"));
      missingSecretsAreToldAndHarmNobody(gateway);
      GatewayPod.apply(demo, "it-shop.yaml", secret("it-edge", "it-shop", "shop.crt", "shop.key"));
      GatewayPod.apply(demo, "it-pay.yaml", secret("it-edge", "it-pay", "shop.crt", "shop.key"));
      Eventually.within(
          NOTICED, () -> "served: " + call(gateway, "shop"), () -> isServed(gateway, "shop"));
      callersOfMutualTlsShowACertificate(gateway);
      aNewKeyIsServedWithoutARestart(gateway);
      assertThat(call(gateway, "far", "-k").exitCode()).as("a Secret of others").isNotZero();
      keysLieNowhere(gateway);
    } finally {
      for (var file : new String[] {"it-edge.yaml", "it-far.yaml", "it-shop.yaml", "it-pay.yaml"}) {
        if (Files.exists(demo.see(file))) {
          demo.lateen().run("delete", "-f", DemoRun.FOLDER + "/" + file);
        }
      }
    }
  }

  private void missingSecretsAreToldAndHarmNobody(GatewayPod gateway) throws Exception {
    Eventually.within(
        NOTICED,
        () -> "told: " + demo.lateen().run("problems").out(),
        () -> demo.lateen().run("problems").out().contains("it-shop: there is no such Secret"));
    assertThat(demo.lateen().run("problems").out())
        .contains("it-far: the gateways of namespace it-edge may use no such Secret");
    Eventually.within(
        NOTICED,
        () -> "opened: " + gateway.in("ss", "-ltn"),
        () -> gateway.in("ss", "-ltn").out().contains(":8443"));
  }

  private void callersOfMutualTlsShowACertificate(GatewayPod gateway) throws Exception {
    Eventually.within(
        NOTICED,
        () -> "with a certificate: " + call(gateway, "pay", "-k"),
        () ->
            call(gateway, "pay", "-k", "--cert", folder("shop.crt"), "--key", folder("shop.key"))
                .out()
                .contains("served"));
    assertThat(call(gateway, "pay", "-k").out()).doesNotContain("served");
  }

  private void aNewKeyIsServedWithoutARestart(GatewayPod gateway) throws Exception {
    var envoy = Files.readString(demo.see("host1/run/" + gateway.uid() + "/envoy.pid"));
    GatewayPod.apply(demo, "it-shop.yaml", secret("it-edge", "it-shop", "rsa.crt", "rsa.key"));
    var applied = System.nanoTime();
    Eventually.within(
        Duration.ofSeconds(10),
        () -> "the new certificate: " + shown(gateway),
        () -> shown(gateway).contains("CN = pay.example.com"));
    System.out.printf(
        "a new key is shown %d ms after it was applied%n",
        Duration.ofNanos(System.nanoTime() - applied).toMillis());
    assertThat(Files.readString(demo.see("host1/run/" + gateway.uid() + "/envoy.pid")))
        .isEqualTo(envoy);
  }

  private String shown(GatewayPod gateway) throws IOException, InterruptedException {
    return gateway
        .in(
            "bash",
            "-c",
            "openssl s_client -connect 127.0.0.1:8443 -servername shop.example.com </dev/null 2>&1"
                + " | openssl x509 -noout -subject -nameopt oneline")
        .out();
  }

  private boolean isServed(GatewayPod gateway, String host) throws Exception {
    return call(gateway, host, "--cacert", folder("ca.crt")).out().contains("served");
  }

  private Outcome call(GatewayPod gateway, String host, String... more)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("curl", "-sS", "--max-time", "5"));
    words.addAll(List.of(more));
    words.addAll(
        List.of(
            "--resolve",
            host + ".example.com:8443:127.0.0.1",
            "https://" + host + ".example.com:8443/"));
    return gateway.in(words.toArray(String[]::new));
  }

  private static String folder(String file) {
    return DemoRun.FOLDER + "/" + file;
  }

  /** Neither disks, nor answers, nor logs have what only Envoy's memory needs. */
  private void keysLieNowhere(GatewayPod gateway) throws Exception {
    var canary = TestPem.text("rsa.key").lines().skip(2).findFirst().orElseThrow();
    var base64 = TestPem.base64("rsa.key").substring(100, 160);
    for (var command :
        new String[][] {
          {"get", "secret", "it-shop", "-n", "it-edge", "-o", "yaml"},
          {"history", "secret", "it-shop", "-n", "it-edge"},
          {"proxy-config", "secret", gateway.name(), "-n", "it-edge", "-o", "json"},
          {
            "proxy-config",
            "all",
            gateway.name(),
            "-n",
            "it-edge",
            "--state",
            "desired",
            "-o",
            "json"
          },
          {"problems"}
        }) {
      var outcome = demo.lateen().run(command);
      assertThat(outcome.out() + outcome.err())
          .as(String.join(" ", command))
          .doesNotContain(canary, base64);
    }
    assertThat(demo.lateen().run("proxy-config", "secret", gateway.name(), "-n", "it-edge").out())
        .contains("kubernetes://it-shop");
    var own = demo.see("it-shop.yaml");
    try (var files = Files.walk(demo.see(""))) {
      for (var file : files.filter(one -> Files.isRegularFile(one) && !one.equals(own)).toList()) {
        if (readable(file)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(canary, base64);
        }
      }
    }
  }

  private static boolean readable(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) < 64 << 20;
  }
}
