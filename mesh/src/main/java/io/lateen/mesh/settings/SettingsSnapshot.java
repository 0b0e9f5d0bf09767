// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.settings;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.mesh.destination.DestinationRulesSnapshot;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ExportTo;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the mesh. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written all objects that hold settings; only the first counts
 * @param author the object that they come from; empty when nobody wrote any
 */
public record SettingsSnapshot(
    KindSnapshot<MeshConfig> written, Optional<ConfigObject<MeshConfig>> author) {

  public static final SettingsSnapshot EMPTY =
      new SettingsSnapshot(KindSnapshot.empty(MeshConfig.class), Optional.empty());

  private static final String OWN_KIND = "MeshConfig";

  /** An object of Lateen's own kind counts before Istio's ConfigMap; then the first by key. */
  private static final Comparator<ConfigObject<MeshConfig>> PRECEDENCE =
      Comparator.<ConfigObject<MeshConfig>, Boolean>comparing(
              object -> !object.key().kind().equals(OWN_KIND))
          .thenComparing(ConfigObject::key);

  private SettingsSnapshot(KindSnapshot<MeshConfig> written) {
    this(written, written.byKey().values().stream().min(PRECEDENCE));
  }

  /** The state after {@code delta}. */
  public SettingsSnapshot apply(ConfigDelta delta) {
    var now = written.apply(delta);
    return now == written ? this : new SettingsSnapshot(now);
  }

  /** The settings that count. */
  public MeshConfig mesh() {
    return author.isPresent() ? author.get().spec() : MeshConfig.DEFAULT;
  }

  public String rootNamespace() {
    return mesh().rootNamespace();
  }

  /** Who sees services that name nobody. */
  public ExportTo serviceExportTo() {
    return ExportTo.of(mesh().defaultServiceExportTo()).orElse(ExportTo.PUBLIC);
  }

  /** Who sees VirtualServices that name nobody. */
  public ExportTo virtualServiceExportTo() {
    return ExportTo.of(mesh().defaultVirtualServiceExportTo()).orElse(ExportTo.PUBLIC);
  }

  /** What the lookup of DestinationRules needs to know. */
  public DestinationRulesSnapshot.Defaults destinationRules() {
    return new DestinationRulesSnapshot.Defaults(
        rootNamespace(),
        ExportTo.of(mesh().defaultDestinationRuleExportTo()).orElse(ExportTo.PUBLIC));
  }

  /** A warning for each object that does not count. */
  public List<Warning> warnings() {
    List<ConfigObject<MeshConfig>> sorted =
        written.byKey().values().stream().sorted(PRECEDENCE).toList();
    return sorted.stream().skip(1).map(hidden -> hidden(hidden, sorted.getFirst())).toList();
  }

  private static Warning hidden(ConfigObject<MeshConfig> hidden, ConfigObject<MeshConfig> by) {
    return Warning.of(
        hidden,
        "",
        "the settings of the mesh come from " + by.key().display() + ", these have no effect",
        "keep one of the two");
  }
}
