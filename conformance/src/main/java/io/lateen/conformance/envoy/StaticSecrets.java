// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.lateen.translate.tls.SdsSecrets;

/**
 * Secrets of clusters that stand in a bootstrap. Envoy makes those before its stream to the control
 * plane, and crashes when one of them asks for a secret by it; so here they ask the agent.
 */
final class StaticSecrets {

  private static final ConfigSource AGENT = SdsSecrets.named("file-root:/").getSdsConfig();

  private StaticSecrets() {}

  /** The same cluster with secrets of the agent. */
  static Cluster of(Cluster cluster) throws InvalidProtocolBufferException {
    var copy = cluster.toBuilder();
    if (copy.hasTransportSocket()) {
      local(copy.getTransportSocketBuilder());
    }
    for (var match : copy.getTransportSocketMatchesBuilderList()) {
      local(match.getTransportSocketBuilder());
    }
    return copy.build();
  }

  private static void local(TransportSocket.Builder socket) throws InvalidProtocolBufferException {
    if (socket.getTypedConfig().is(UpstreamTlsContext.class)) {
      var tls = socket.getTypedConfig().unpack(UpstreamTlsContext.class).toBuilder();
      local(tls.getCommonTlsContextBuilder());
      socket.setTypedConfig(Any.pack(tls.build()));
    }
  }

  private static void local(CommonTlsContext.Builder common) {
    common.getTlsCertificateSdsSecretConfigsBuilderList().forEach(StaticSecrets::local);
    if (common.hasValidationContextSdsSecretConfig()) {
      local(common.getValidationContextSdsSecretConfigBuilder());
    } else if (common.hasCombinedValidationContext()) {
      local(
          common
              .getCombinedValidationContextBuilder()
              .getValidationContextSdsSecretConfigBuilder());
    }
  }

  private static void local(SdsSecretConfig.Builder secret) {
    if (secret.getSdsConfig().hasAds()) {
      secret.setSdsConfig(AGENT);
    }
  }
}
