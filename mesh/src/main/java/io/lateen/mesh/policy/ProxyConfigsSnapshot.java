// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.policy;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.decode.meshconfig.ProxySettingsDecoder;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.networking.ProxyConfig;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.workload.Workload;
import java.util.Optional;

/**
 * All ProxyConfigs. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 */
public record ProxyConfigsSnapshot(KindSnapshot<ProxyConfig> written) {

  public static final ProxyConfigsSnapshot EMPTY =
      new ProxyConfigsSnapshot(KindSnapshot.empty(ProxyConfig.class));

  private static final String ANNOTATION = "proxy.istio.io/config";

  /** The state after {@code delta}; this very object when it touches no ProxyConfig. */
  public ProxyConfigsSnapshot apply(ConfigDelta delta) {
    var now = written.apply(delta);
    return now == written ? this : new ProxyConfigsSnapshot(now);
  }

  /**
   * The settings of a workload's proxy; later ones win: mesh, ProxyConfig of the mesh, of the
   * namespace, annotation, ProxyConfig that picks the workload (istio/istio
   * pilot/pkg/model/proxy_config.go, EffectiveProxyConfig). An annotation that cannot be read
   * changes nothing.
   */
  public ProxySettings of(Workload workload, MeshConfig mesh) {
    ProxySettings settings = mesh.defaultConfig();
    settings = changed(settings, general(mesh.rootNamespace()));
    if (!workload.namespace().equals(mesh.rootNamespace())) {
      settings = changed(settings, general(workload.namespace()));
    }
    String annotation = workload.annotations().getOrDefault(ANNOTATION, "");
    if (!annotation.isEmpty()) {
      settings = ProxySettingsDecoder.annotation(annotation, settings).orElse(settings);
    }
    return changed(settings, picking(workload));
  }

  private static ProxySettings changed(
      ProxySettings settings, Optional<ConfigObject<ProxyConfig>> by) {
    return by.map(ConfigObject::spec)
        .map(
            change ->
                settings.with(
                    change.concurrency(), change.environmentVariables(), change.imageType()))
        .orElse(settings);
  }

  private Optional<ConfigObject<ProxyConfig>> general(String namespace) {
    return written.in(namespace).stream()
        .filter(config -> config.spec().selector().isEmpty())
        .findFirst();
  }

  private Optional<ConfigObject<ProxyConfig>> picking(Workload workload) {
    return written.in(workload.namespace()).stream()
        .filter(
            config ->
                config
                    .spec()
                    .selector()
                    .filter(by -> !by.labels().isEmpty() && by.selects(workload.labels()))
                    .isPresent())
        .findFirst();
  }
}
