// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An issuer of JSON web tokens (RFC 7519) with a key made for the test. */
record Tokens(KeyPair keys) {

  static final String ISSUER = "testing@tasks.example";

  /** One with a new key. */
  static Tokens create() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return new Tokens(generator.generateKeyPair());
  }

  /** The key set, as it stands in a RequestAuthentication. */
  String keySet() {
    var key = (RSAPublicKey) keys.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"tasks\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
  }

  /** A token that is valid for long, with further claims as in {@code ,"groups":["a"]}. */
  String token(String claims) throws GeneralSecurityException {
    return signed("{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"exp\":4102444800%2$s}", claims);
  }

  /** One that has not been valid since 2001. */
  String expired() throws GeneralSecurityException {
    return signed("{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"exp\":1000000000%2$s}", "");
  }

  /**
   * Tokens that somebody could make who knows the public key: unsigned, wrongly signed, changed.
   */
  List<String> forged() throws GeneralSecurityException {
    var payload =
        base64("{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"exp\":4102444800}".formatted(ISSUER));
    var symmetric = base64("{\"alg\":\"HS256\",\"kid\":\"tasks\"}") + "." + payload;
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
    var good = token("").split("\\.");
    var stranger = create().token("").split("\\.");
    var pointed = "{\"alg\":\"RS256\",\"kid\":\"%s\",\"jku\":\"https://127.0.0.1/keys\"}";
    return List.of(
        base64("{\"alg\":\"none\"}") + "." + payload + ".",
        base64("{\"alg\":\"None\",\"kid\":\"tasks\"}") + "." + payload + "." + good[2],
        symmetric + "." + base64(mac.doFinal(symmetric.getBytes(StandardCharsets.UTF_8))),
        base64(pointed.formatted("tasks")) + "." + payload + "." + stranger[2],
        base64(pointed.formatted("../../tasks")) + "." + payload + "." + stranger[2],
        good[0]
            + "."
            + base64("{\"iss\":\"%s\",\"sub\":\"admin\"}".formatted(ISSUER))
            + "."
            + good[2],
        good[0] + "." + good[1] + "." + stranger[2],
        good[0] + "." + good[1] + ".",
        good[0] + "." + good[1]);
  }

  private String signed(String payload, String claims) throws GeneralSecurityException {
    var text =
        base64("{\"alg\":\"RS256\",\"kid\":\"tasks\"}")
            + "."
            + base64(payload.formatted(ISSUER, claims));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return text + "." + base64(signature.sign());
  }

  private static String number(BigInteger value) {
    var bytes = value.toByteArray();
    return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
