// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.RunningCommand;
import io.lateen.it.machine.SharedDemo;
import io.lateen.testkit.pem.TestPem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Authorities in a ConfigMap of another namespace decide which servers outside gateways and
 * sidecars believe.
 */
@ExtendWith(SharedDemo.class)
class AuthoritiesTest {

  private static final Duration NOTICED = Duration.ofSeconds(30);
  private static final int PORT = 9444;

  /** Where callers beside a sidecar find the server. */
  private static final String ADDRESS = "10.97.0.9";

  /**
   * Somebody who calls a server through a proxy.
   *
   * @param address with a path, if it matters
   */
  private record Caller(String network, String address) {}

  private static final String RULES =
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: it-shop, namespace: it-outside}
      spec:
        hosts: [shop.example.com]
        addresses: [10.97.0.9]
        location: MESH_EXTERNAL
        resolution: STATIC
        ports: [{number: 80, name: http, protocol: HTTP}]
        endpoints: [{address: 127.0.0.1, ports: {http: 9444}}]
      ---
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: it-shop, namespace: it-outside}
      spec:
        host: shop.example.com
        trafficPolicy:
          tls: {mode: SIMPLE, credentialName: "configmap://it-outside/it-shop", sni: shop.example.com}
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: it-out, namespace: it-out}
      spec:
        selector: {gateway: it-out}
        servers:
        - {port: {number: 8080, name: http, protocol: HTTP}, hosts: ["*"]}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: it-out, namespace: it-out}
      spec:
        hosts: ["*"]
        gateways: [it-out]
        http:
        - route: [{destination: {host: shop.example.com, port: {number: 80}}}]
      """;

  private static final String UNREAD =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: {name: it-details, namespace: default}
      spec:
        targetRefs: [{group: "", kind: Service, name: details}]
        validation: {hostname: details, caCertificateRefs: [{group: "", kind: Secret, name: it}]}
      """;

  private final DemoRun demo;

  AuthoritiesTest(DemoRun demo) {
    this.demo = demo;
  }

  @Test
  void replacedAuthoritiesCountWithoutARestart() throws Exception {
    Files.writeString(demo.see("shop.crt"), TestPem.text("shop.crt"));
    Files.writeString(demo.see("shop.key"), TestPem.text("shop.key"));
    OpenSsl.selfSigned(demo, "foreign", "/O=Example/CN=Example Root");
    var pod = demo.pod("productpage");
    var servers = new ArrayList<RunningCommand>();
    try (var gateway = GatewayPod.start(demo, "it-out", "it-out", "10.99.0.3")) {
      servers.add(server("it-out"));
      servers.add(server(pod.namespace()));
      GatewayPod.apply(demo, "it-out.yaml", RULES);
      var callers =
          List.of(new Caller("it-out", "127.0.0.1:8080"), new Caller(pod.namespace(), ADDRESS));
      answer(callers, "503");
      trust(TestPem.text("ca.crt"));
      answer(callers, "200");
      var envoys = List.of(envoy(gateway.uid()), envoy(pod.uid()));
      trust(Files.readString(demo.see("foreign.crt")));
      answer(callers, "503");
      trust(TestPem.text("ca.crt"));
      answer(callers, "200");
      assertThat(List.of(envoy(gateway.uid()), envoy(pod.uid()))).isEqualTo(envoys);
    } finally {
      for (var file : new String[] {"it-out.yaml", "it-authorities.yaml"}) {
        if (Files.exists(demo.see(file))) {
          demo.lateen().run("delete", "-f", DemoRun.FOLDER + "/" + file);
        }
      }
      for (var server : servers) {
        server.signal("TERM");
      }
    }
  }

  /** Istio's sidecars send plaintext then. */
  @Test
  void authoritiesThatNobodyReadsEndCallsInsteadOfTheirEncryption() throws Exception {
    var caller =
        new Caller(
            demo.pod("productpage").namespace(), demo.serviceAddress("details") + ":9080/health");
    answer(List.of(caller), "200");
    try {
      GatewayPod.apply(demo, "it-details.yaml", UNREAD);
      answer(List.of(caller), "503");
    } finally {
      demo.lateen().run("delete", "-f", DemoRun.FOLDER + "/it-details.yaml");
    }
    answer(List.of(caller), "200");
  }

  private String envoy(String uid) throws IOException {
    return Files.readString(demo.see("host1/run/" + uid + "/envoy.pid"));
  }

  /** The same server for each proxy, on the loopback of its network. */
  private RunningCommand server(String network) throws IOException, InterruptedException {
    return demo.machine()
        .launch(
            Map.of(),
            List.of(
                "ip",
                "netns",
                "exec",
                network,
                "openssl",
                "s_server",
                "-www",
                "-quiet",
                "-accept",
                "127.0.0.1:" + PORT,
                "-cert",
                DemoRun.FOLDER + "/shop.crt",
                "-key",
                DemoRun.FOLDER + "/shop.key"));
  }

  private void trust(String authority) throws IOException, InterruptedException {
    GatewayPod.apply(
        demo,
        "it-authorities.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: it-shop, namespace: it-outside}
        data:
          ca.crt: |
        """
            + authority.indent(4));
  }

  private void answer(List<Caller> callers, String status) throws InterruptedException {
    var begin = System.nanoTime();
    for (var caller : callers) {
      Eventually.within(
          NOTICED,
          () -> caller + " gets " + status + ", not " + call(caller),
          () -> call(caller).endsWith(" " + status));
    }
    System.out.printf(
        "all get %s %d ms after the change%n",
        status, Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  /** What is answered, and its status behind it. */
  private String call(Caller caller) throws IOException, InterruptedException {
    return demo.machine()
        .run(
            "ip",
            "netns",
            "exec",
            caller.network(),
            "curl",
            "-s",
            "--max-time",
            "5",
            "-w",
            " %{http_code}",
            "http://" + caller.address())
        .out();
  }
}
