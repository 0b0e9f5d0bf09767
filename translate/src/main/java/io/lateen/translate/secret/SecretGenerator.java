// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.secret;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.lateen.api.ConfigObject;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes Envoy's secrets; the private key stays the sealed text, which is opened when it is sent.
 */
final class SecretGenerator {

  private SecretGenerator() {}

  /** Certificate and key; empty when the Secret has none. */
  static Optional<EncodedResource> certificate(
      String name, ConfigObject<io.lateen.api.kubernetes.Secret> secret) {
    return secret
        .spec()
        .pair()
        .map(
            pair -> {
              var certificate =
                  TlsCertificate.newBuilder()
                      .setCertificateChain(inline(pair.chain()))
                      .setPrivateKey(inline(pair.key().text()));
              if (!pair.staple().isEmpty()) {
                var staple = ByteString.copyFrom(Base64.getDecoder().decode(pair.staple()));
                certificate.setOcspStaple(DataSource.newBuilder().setInlineBytes(staple));
              }
              var resource = Secret.newBuilder().setName(name).setTlsCertificate(certificate);
              return EncodedResource.of(name, resource.build(), Provenance.of(secret));
            });
  }

  /** Authorities with what they have revoked; empty when the Secret has none. */
  static Optional<EncodedResource> roots(
      String name, ConfigObject<io.lateen.api.kubernetes.Secret> secret) {
    var spec = secret.spec();
    if (spec.roots().isEmpty()) {
      return Optional.empty();
    }
    var context = CertificateValidationContext.newBuilder().setTrustedCa(inline(spec.roots()));
    if (!spec.crl().isEmpty()) {
      context.setCrl(inline(spec.crl()));
    }
    var resource = Secret.newBuilder().setName(name).setValidationContext(context);
    return Optional.of(EncodedResource.of(name, resource.build(), Provenance.of(secret)));
  }

  private static DataSource inline(String text) {
    return DataSource.newBuilder().setInlineBytes(ByteString.copyFromUtf8(text)).build();
  }
}
