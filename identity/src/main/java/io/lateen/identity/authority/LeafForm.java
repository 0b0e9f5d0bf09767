// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.crypto.IssuerKey;
import io.lateen.identity.crypto.KeyKind;
import io.lateen.identity.der.Der;
import io.lateen.identity.der.DerReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The form of the leaves of one issuer, as the X.509-SVID standard (sections 2 to 4) and RFC 5280
 * demand: what all of them share is encoded once. The subject is empty, so the alternative names
 * are critical. Pure: time, serial number and keys are parameters. Safe for all threads.
 */
final class LeafForm {

  /**
   * What a leaf says.
   *
   * @param id the only URI name
   * @param hosts DNS names and IP addresses beside it; usually none
   * @param request whose key it is about
   */
  record Leaf(SpiffeId id, List<ServerName> hosts, CertificateRequest request) {

    Leaf {
      hosts = List.copyOf(hosts);
    }

    /** A leaf about a key that nobody asked for. */
    Leaf(SpiffeId id, List<ServerName> hosts, PublicKey key) {
      this(id, hosts, new CertificateRequest(key));
    }
  }

  /** Version 3. */
  private static final byte[] VERSION = HexFormat.of().parseHex("a003020102");

  private static final byte[] NOBODY = Der.sequence();

  /**
   * Basic constraints (critical, no CA), key usage (critical, digitalSignature), extended key usage
   * (serverAuth, clientAuth).
   */
  private static final byte[] USES =
      HexFormat.of()
          .parseHex(
              "300c0603551d130101ff04023000"
                  + "300e0603551d0f0101ff040403020780"
                  + "301d0603551d250416301406082b0601050507030106082b06010505070302");

  private static final byte[] AUTHORITY_KEY = HexFormat.of().parseHex("0603551d23");

  /** The object identifier of alternative names, and TRUE for critical. */
  private static final byte[] CRITICAL_NAMES = HexFormat.of().parseHex("0603551d110101ff");

  private static final String SUBJECT_KEY_OID = "2.5.29.14";
  private static final int EXTENSIONS = 3;

  /** Kinds of names (RFC 5280, section 4.2.1.6). */
  private static final int DNS = 2;

  private static final int URI = 6;
  private static final int IP = 7;

  private final IssuerKey key;
  private final byte[] algorithm;
  private final byte[] issuerName;
  private final byte[] authorityKey;

  /** The form of leaves that {@code issuer} signs with {@code key}. */
  LeafForm(X509Certificate issuer, IssuerKey key) {
    this.key = key;
    this.algorithm = algorithm(key.kind());
    this.issuerName = issuer.getSubjectX500Principal().getEncoded();
    this.authorityKey = authorityKey(issuer);
  }

  private static byte[] algorithm(KeyKind kind) {
    return HexFormat.of()
        .parseHex(
            switch (kind) {
              case P256 -> "300a06082a8648ce3d040302";
              case P384 -> "300a06082a8648ce3d040303";
              case RSA -> "300d06092a864886f70d01010b0500";
            });
  }

  private static byte[] authorityKey(X509Certificate issuer) {
    var name = Der.sequence(Der.implicit(0, subjectKey(issuer)));
    return Der.sequence(AUTHORITY_KEY, Der.element(Der.OCTET_STRING, name));
  }

  /** What the issuer calls its key; the usual hash when it says nothing (RFC 5280, 4.2.1.2). */
  private static byte[] subjectKey(X509Certificate issuer) {
    try {
      var own = issuer.getExtensionValue(SUBJECT_KEY_OID);
      if (own != null) {
        return DerReader.of(own).enter(Der.OCTET_STRING).content(Der.OCTET_STRING);
      }
      var info = DerReader.of(issuer.getPublicKey().getEncoded()).enter(Der.SEQUENCE);
      info.element(Der.SEQUENCE);
      return MessageDigest.getInstance("SHA-1").digest(info.octetsOfBits());
    } catch (CertificateException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a parsed certificate has a key", e);
    }
  }

  /**
   * A leaf as DER.
   *
   * @throws GeneralSecurityException when the issuer's key does not sign
   */
  byte[] encode(Leaf leaf, Validity validity) throws GeneralSecurityException {
    var content =
        Der.sequence(
            VERSION,
            Der.integer(validity.serial()),
            algorithm,
            issuerName,
            Der.sequence(Der.time(validity.notBefore()), Der.time(validity.notAfter())),
            NOBODY,
            leaf.request().keyInfo(),
            Der.explicit(EXTENSIONS, Der.sequence(USES, authorityKey, names(leaf))));
    return Der.sequence(content, algorithm, Der.bitString(key.sign(content)));
  }

  private static byte[] names(Leaf leaf) {
    var names = new ArrayList<byte[]>();
    names.add(Der.implicit(URI, leaf.id().toString().getBytes(US_ASCII)));
    for (var host : leaf.hosts()) {
      names.add(
          switch (host) {
            case ServerName.Dns(var name) -> Der.implicit(DNS, name.getBytes(US_ASCII));
            case ServerName.Ip(var address) -> Der.implicit(IP, address.getAddress());
          });
    }
    var all = Der.sequence(names.toArray(byte[][]::new));
    return Der.sequence(CRITICAL_NAMES, Der.element(Der.OCTET_STRING, all));
  }
}
