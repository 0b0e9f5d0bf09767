// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.gateway;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.SharedDemo;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys of an issuer that only a server has, from that server to a gateway's answers. */
@ExtendWith(SharedDemo.class)
class TokensTest {

  private static final Duration NOTICED = Duration.ofSeconds(60);
  private static final int PORT = 9443;

  private static final String GATEWAY =
      """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: it-door, namespace: it-tokens}
      spec:
        selector: {gateway: it-door}
        servers:
        - {port: {number: 8080, name: http, protocol: HTTP}, hosts: ["*"]}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: it-door, namespace: it-tokens}
      spec:
        hosts: ["*"]
        gateways: [it-door]
        http:
        - directResponse: {status: 200, body: {string: "served"}}
      ---
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: it-door, namespace: it-tokens}
      spec:
        selector: {matchLabels: {gateway: it-door}}
        jwtRules:
        - {issuer: it-issuer, jwksUri: "https://127.0.0.1:9443/keys"}
      """;

  private final DemoRun demo;

  TokensTest(DemoRun demo) {
    this.demo = demo;
  }

  @Test
  void keysComeFromTheirServerOnceTheAdministratorAllowsIt() throws Exception {
    var keys = pair();
    var stranger = pair();
    Files.writeString(demo.see("keys"), set((RSAPublicKey) keys.getPublic()));
    OpenSsl.selfSigned(demo, "it", "/CN=it", "-addext", "subjectAltName=IP:127.0.0.1");
    var settings = demo.see("control-plane/config.json");
    var before = Files.readString(settings);
    var server =
        demo.machine()
            .launch(
                Map.of(),
                List.of(
                    "bash",
                    "-c",
                    "cd %s && exec openssl s_server -WWW -accept 127.0.0.1:%d -cert it.crt -key it.key -quiet"
                        .formatted(DemoRun.FOLDER, PORT)));
    try (var gateway = GatewayPod.start(demo, "it-door", "it-tokens", "10.99.0.2")) {
      GatewayPod.apply(demo, "it-tokens.yaml", GATEWAY);
      Eventually.within(
          NOTICED,
          () -> "told: " + demo.lateen().run("problems").out(),
          () -> demo.lateen().run("problems").out().contains("internal address"));
      answers(gateway, token(keys), 401);
      allow(settings, before);
      answers(gateway, token(keys), 200);
      answers(gateway, token(stranger), 401);
      answers(gateway, "", 200);
    } finally {
      Files.writeString(settings, before);
      if (Files.exists(demo.see("it-tokens.yaml"))) {
        demo.lateen().run("delete", "-f", DemoRun.FOLDER + "/it-tokens.yaml");
      }
      server.signal("TERM");
    }
  }

  /** The supervisor starts the control plane again, with what the administrator has written. */
  private void allow(Path settings, String before) throws Exception {
    var more =
        """
        ,"keySets": {"allowedAddresses": ["127.0.0.0/8"], "authorities": "../it.crt"}}
        """;
    Files.writeString(settings, before.stripTrailing().replaceFirst("\\}$", "") + more);
    demo.machine().signal(demo.task("control-plane"), "TERM");
  }

  private void answers(GatewayPod gateway, String token, int status) throws InterruptedException {
    Eventually.within(
        NOTICED,
        () -> status + ": " + status(gateway, token) + " " + demo.lateen().run("problems").out(),
        () -> status(gateway, token).equals("" + status));
  }

  private static String status(GatewayPod gateway, String token)
      throws IOException, InterruptedException {
    return gateway
        .in(
            "curl",
            "-s",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            "-H",
            token.isEmpty() ? "X-No: token" : "Authorization: Bearer " + token,
            "http://127.0.0.1:8080/")
        .out();
  }

  private static KeyPair pair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String set(RSAPublicKey key) {
    return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"it\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
  }

  private static String number(BigInteger value) {
    var bytes = value.toByteArray();
    return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String token(KeyPair keys) throws GeneralSecurityException {
    var text =
        base64("{\"alg\":\"RS256\",\"kid\":\"it\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(
                "{\"iss\":\"it-issuer\",\"sub\":\"me\",\"exp\":4102444800}"
                    .getBytes(StandardCharsets.UTF_8));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return text + "." + base64(signature.sign());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
