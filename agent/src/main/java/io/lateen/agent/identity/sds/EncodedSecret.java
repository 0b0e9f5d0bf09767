// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.sds;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.lateen.base.hash.Version;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;

/**
 * A secret in the form in which Envoy takes it. Prints without its content.
 *
 * @param name how Envoy asks for it
 * @param version changes with the content and says nothing about it
 * @param resource an {@code envoy.extensions.transport_sockets.tls.v3.Secret}
 */
record EncodedSecret(String name, String version, Any resource) {

  /** A certificate with its key. The version comes from the public part. */
  static EncodedSecret certificate(String name, KeyedSvid svid) {
    var chain = svid.svid().pem();
    var secret =
        Secret.newBuilder()
            .setName(name)
            .setTlsCertificate(
                TlsCertificate.newBuilder()
                    .setCertificateChain(inline(chain))
                    .setPrivateKey(inline(svid.key().pem().reveal())));
    return new EncodedSecret(name, Version.of(chain).hex(), Any.pack(secret.build()));
  }

  /** The roots that the workload trusts in its peers. */
  static EncodedSecret roots(String name, TrustBundle bundle) {
    var pem = bundle.pem();
    var secret =
        Secret.newBuilder()
            .setName(name)
            .setValidationContext(
                CertificateValidationContext.newBuilder().setTrustedCa(inline(pem)));
    return new EncodedSecret(name, Version.of(pem).hex(), Any.pack(secret.build()));
  }

  private static DataSource inline(String pem) {
    return DataSource.newBuilder().setInlineBytes(ByteString.copyFromUtf8(pem)).build();
  }

  @Override
  public String toString() {
    return "secret " + name + " version " + version;
  }
}
