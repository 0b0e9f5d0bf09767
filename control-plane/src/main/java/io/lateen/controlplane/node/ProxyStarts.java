// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.proto.node.v1.ProxyStart;
import java.time.Duration;

/**
 * What proxies are started with, out of MeshConfig's {@code defaultConfig}, ProxyConfigs and the
 * annotation {@code proxy.istio.io/config}.
 */
final class ProxyStarts {

  /** Variables that become the proxy's metadata, without this prefix (Istio: pkg/bootstrap). */
  private static final String METADATA_PREFIX = "ISTIO_META_";

  private ProxyStarts() {}

  /**
   * The message; a drain duration that nobody changed is left to the agent.
   *
   * @param bootstrap what is merged into the bootstrap, in JSON; empty for nothing
   */
  static ProxyStart of(ProxySettings settings, String bootstrap) {
    var message = ProxyStart.newBuilder().setBootstrap(bootstrap);
    settings.concurrency().ifPresent(message::setConcurrency);
    if (!settings.drainDuration().equals(ProxySettings.DEFAULT.drainDuration())) {
      message.setDrainS(seconds(settings.drainDuration()));
    }
    limits(settings, message);
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

  private static void limits(ProxySettings settings, ProxyStart.Builder message) {
    if (!settings
        .terminationDrainDuration()
        .equals(ProxySettings.DEFAULT.terminationDrainDuration())) {
      message.setTerminationDrainS(seconds(settings.terminationDrainDuration()));
    }
    settings
        .fileFlush()
        .interval()
        .map(time -> (int) Math.clamp(time.toMillis(), 1, 86_400_000))
        .ifPresent(message::setFileFlushIntervalMs);
    message.setFileFlushMinSizeKb(settings.fileFlush().minSizeKb());
    settings
        .connections()
        .ifPresent(limits -> limits.globalConnectionLimit().ifPresent(message::setMaxConnections));
  }

  private static int seconds(Duration time) {
    return (int) Math.clamp(time.toSeconds(), 1, 86_400);
  }
}
