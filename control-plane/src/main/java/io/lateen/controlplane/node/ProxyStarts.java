// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.proto.node.v1.ProxyStart;

/**
 * What proxies are started with, out of MeshConfig's {@code defaultConfig}, ProxyConfigs and the
 * annotation {@code proxy.istio.io/config}.
 */
final class ProxyStarts {

  /** Variables that become the proxy's metadata, without this prefix (Istio: pkg/bootstrap). */
  private static final String METADATA_PREFIX = "ISTIO_META_";

  private ProxyStarts() {}

  /** The message; a drain duration that nobody changed is left to the agent. */
  static ProxyStart of(ProxySettings settings) {
    var message = ProxyStart.newBuilder();
    settings.concurrency().ifPresent(message::setConcurrency);
    if (!settings.drainDuration().equals(ProxySettings.DEFAULT.drainDuration())) {
      message.setDrainS((int) Math.clamp(settings.drainDuration().toSeconds(), 1, 86_400));
    }
    message
        .addAllStatsPrefixes(settings.stats().inclusionPrefixes())
        .addAllStatsSuffixes(settings.stats().inclusionSuffixes())
        .addAllStatsRegexps(settings.stats().inclusionRegexps())
        .putAllRuntime(settings.runtimeValues());
    settings
        .metadata()
        .forEach(
            (name, value) -> {
              if (name.startsWith(METADATA_PREFIX)) {
                message.putMetadata(name.substring(METADATA_PREFIX.length()), value);
              }
            });
    return message.build();
  }
}
