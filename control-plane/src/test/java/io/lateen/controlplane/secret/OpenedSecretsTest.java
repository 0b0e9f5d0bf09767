// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.lateen.api.credential.SealedPlace;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedSecretsTest {

  private static final SealedPlace PLACE = new SealedPlace("edge", "shop", "tls.key");

  @TempDir Path folder;

  private SecretVault vault;
  private OpenedSecrets opened;

  @BeforeEach
  void open() {
    vault = SecretVault.open(folder.resolve("own"), new SecureRandom()).orThrow();
    opened = new OpenedSecrets(vault);
  }

  private static DataSource inline(String text) {
    return DataSource.newBuilder().setInlineString(text).build();
  }

  private static EncodedResource resource(String key) {
    var pair = TlsCertificate.newBuilder().setCertificateChain(inline("chain"));
    pair.setPrivateKey(
        DataSource.newBuilder().setInlineBytes(ByteString.copyFromUtf8(key)).build());
    var secret = Secret.newBuilder().setName("shop").setTlsCertificate(pair).build();
    return EncodedResource.of("shop", secret, Provenance.BUILT_IN);
  }

  private String sealed(SecretVault by) {
    return by.close(PLACE, "the key".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keysAreOpenedAndTheRestStays() throws Exception {
    var bytes = opened.bytes(ResourceTypes.SECRET, resource(sealed(vault))).orElseThrow();
    var pair = Secret.parseFrom(bytes).getTlsCertificate();
    assertThat(pair.getPrivateKey().getInlineBytes().toStringUtf8()).isEqualTo("the key");
    assertThat(pair.getCertificateChain().getInlineString()).isEqualTo("chain");
  }

  @Test
  void whatWasSealedElsewhereIsLeftOut() {
    var other = SecretVault.open(folder.resolve("other"), new SecureRandom()).orThrow();
    assertThat(opened.bytes(ResourceTypes.SECRET, resource(sealed(other)))).isEmpty();
    assertThat(opened.bytes(ResourceTypes.SECRET, resource("in clear"))).isEmpty();
  }

  @Test
  void authoritiesAndOtherResourcesAreNotTouched() {
    var roots = CertificateValidationContext.newBuilder().setTrustedCa(inline("roots"));
    var secret = Secret.newBuilder().setName("shop").setValidationContext(roots).build();
    var authorities = EncodedResource.of("shop", secret, Provenance.BUILT_IN);
    assertThat(opened.bytes(ResourceTypes.SECRET, authorities)).hasValue(authorities.bytes());
    var cluster = resource(sealed(vault));
    assertThat(opened.bytes(ResourceTypes.CLUSTER, cluster)).hasValue(cluster.bytes());
  }
}
