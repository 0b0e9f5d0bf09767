// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.authority;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.IdentityKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority whose files somebody has read: with the key of its intermediate he signs any name.
 *
 * @param server a certificate that the authority itself has issued
 */
record TakenAuthority(
    X509Certificate root, X509Certificate intermediate, PrivateKey key, KeyedSvid server) {

  private static final Pattern KEY =
      Pattern.compile(
          "# issuer\\.key\n-----BEGIN PRIVATE KEY-----\n([^-]*)-----END PRIVATE KEY-----");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LIFE_SECONDS = 3600;

  /** The authority of a trust domain, made in the folder and taken. */
  static TakenAuthority of(String domain, Path folder)
      throws IOException, GeneralSecurityException {
    var trusted = new TrustDomain(domain);
    var settings = AuthoritySettings.of(trusted);
    var authority =
        CertificateAuthority.open(folder, settings, InstantSource.system(), RANDOM).orThrow();
    var server =
        authority.issueServer(SpiffeId.workload(trusted, "default", "door"), List.of()).orThrow();
    var root = authority.bundle().roots().getFirst();
    var files = Files.readString(folder.resolve("ca/authority.pem"));
    return new TakenAuthority(root, server.svid().chain().get(1), key(files), server);
  }

  private static PrivateKey key(String files) throws GeneralSecurityException {
    var found = KEY.matcher(files);
    if (!found.find()) {
      throw new IllegalStateException("the authority keeps its key in another form");
    }
    var encoded = Base64.getMimeDecoder().decode(found.group(1));
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  String rootPem() {
    return Certificates.toPem(List.of(root));
  }

  /** Somebody who is called {@code uri}, as far as this authority can say so. */
  KeyedSvid forge(String uri)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var own = IdentityKey.generate(RANDOM);
    var now = Instant.now();
    var name = new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    var leaf =
        new JcaX509v3CertificateBuilder(
                X500Name.getInstance(intermediate.getSubjectX500Principal().getEncoded()),
                BigInteger.TEN,
                Date.from(now.minusSeconds(LIFE_SECONDS)),
                Date.from(now.plusSeconds(LIFE_SECONDS)),
                new X500Name("CN=anybody"),
                own.publicKey())
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
    var chain = List.of(Certificates.fromDer(leaf.getEncoded()), intermediate);
    return new KeyedSvid(Svid.of(chain), own);
  }
}
