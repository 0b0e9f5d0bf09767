// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.cli.authz.WrittenClaims;
import io.lateen.cli.shell.CommandException;
import io.lateen.mesh.access.Token;
import io.lateen.mesh.access.Token.Validity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tokens of two issuers, and some that are not. */
final class Tokens {

  static final String ISSUER = "https://issuer.example.com";
  static final String OTHER = "other-issuer";

  private static final int COORDINATE = 32;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys = pair();
  private final KeyPair otherKeys = pair();
  private final List<Written> all = new ArrayList<>();

  /**
   * A token as text and as the interpreter knows it.
   *
   * @param text in compact form
   */
  record Written(String text, Token token) {}

  Tokens() {
    add(
        keys,
        Validity.GENUINE,
        "{'iss':'%s','sub':'alice','groups':['admin','dev'],'scope':'read write'}");
    add(keys, Validity.GENUINE, "{'iss':'%s','sub':'bob','groups':'dev','aud':'shop','azp':'web'}");
    add(
        keys,
        Validity.GENUINE,
        "{'iss':'%s','sub':'carol','aud':['shop','pay'],'n':7,'deep':{'role':'admin'}}");
    add(
        keys,
        Validity.GENUINE,
        "{'iss':'%s','sub':'bob/x','deep':{'role':['dev','admin']},'scope':'read'}");
    add(keys, Validity.GENUINE, "{'iss':'%s','aud':'pay','groups':[]}");
    addOther(
        otherKeys, Validity.GENUINE, "{'iss':'%s','sub':'alice','aud':'shop','groups':['dev']}");
    addOther(otherKeys, Validity.GENUINE, "{'iss':'%s','sub':'mallory','azp':'web'}");
    addOther(keys, Validity.FORGED, "{'iss':'%s','sub':'alice','groups':['admin']}");
    add(otherKeys, Validity.FORGED, "{'iss':'%s','sub':'alice','groups':['admin']}");
    add(keys, Validity.OUT_OF_TIME, "{'iss':'%s','sub':'alice','groups':['admin'],'exp':1000}");
    add(keys, Validity.OUT_OF_TIME, "{'iss':'%s','sub':'alice','nbf':33000000000}");
    all.add(written(keys, Validity.GENUINE, "{'iss':'stranger','sub':'alice'}"));
  }

  List<Written> all() {
    return List.copyOf(all);
  }

  /** The key sets of both issuers as JSON. */
  Map<String, String> keySets() {
    return Map.of(ISSUER, set(keys), OTHER, set(otherKeys));
  }

  private void add(KeyPair signer, Validity validity, String claims) {
    all.add(written(signer, validity, claims.formatted(ISSUER)));
  }

  private void addOther(KeyPair signer, Validity validity, String claims) {
    all.add(written(signer, validity, claims.formatted(OTHER)));
  }

  private static Written written(KeyPair signer, Validity validity, String quoted) {
    var claims = quoted.replace('\'', '"');
    var head = part("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"k\"}");
    var signed = head + "." + part(claims);
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(signer.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return new Written(
          signed + "." + BASE64.encodeToString(signature.sign()),
          new Token(validity, WrittenClaims.parse(claims)));
    } catch (GeneralSecurityException | CommandException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String set(KeyPair pair) {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\",\"x\":\"%s\",\"y\":\"%s\"}]}"
        .formatted(number(point.getAffineX()), number(point.getAffineY()));
  }

  /** 32 bytes, the highest first (RFC 7518, section 6.2.1.2). */
  private static String number(BigInteger value) {
    var bytes = value.toByteArray();
    var whole = new byte[COORDINATE];
    int length = Math.min(COORDINATE, bytes.length);
    System.arraycopy(bytes, bytes.length - length, whole, COORDINATE - length, length);
    return BASE64.encodeToString(whole);
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
