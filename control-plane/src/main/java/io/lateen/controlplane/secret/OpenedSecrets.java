// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.lateen.controlplane.pipeline.Outgoing;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ResourceTypes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the keys of secrets when they go out; the result is for the stream and nobody else. */
public final class OpenedSecrets implements Outgoing {

  private static final Logger LOG = LoggerFactory.getLogger(OpenedSecrets.class);

  private final SecretVault vault;

  /** Opens what the vault sealed. */
  public OpenedSecrets(SecretVault vault) {
    this.vault = vault;
  }

  @Override
  public Optional<ByteString> bytes(String typeUrl, EncodedResource resource) {
    if (!typeUrl.equals(ResourceTypes.SECRET)) {
      return Optional.of(resource.bytes());
    }
    try {
      var secret = Secret.parseFrom(resource.bytes());
      if (!secret.hasTlsCertificate()) {
        return Optional.of(resource.bytes());
      }
      var sealed = secret.getTlsCertificate().getPrivateKey().getInlineBytes().toStringUtf8();
      var key = vault.open(sealed);
      if (key.isEmpty()) {
        LOG.error("secret {} was sealed with another key and is left out", resource.name());
      }
      return key.map(value -> with(secret, value).toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the translator made " + resource.name(), e);
    }
  }

  private static Secret with(Secret secret, byte[] key) {
    var opened = secret.toBuilder();
    opened
        .getTlsCertificateBuilder()
        .setPrivateKey(DataSource.newBuilder().setInlineBytes(ByteString.copyFrom(key)));
    return opened.build();
  }
}
