// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.adorn;

import io.lateen.base.hash.Version;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Packed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All additions to the listeners of a proxy. Two are equal when a hash of everything they say is,
 * so that they can stand in keys.
 */
public final class Additions {

  private final Map<Side, Reporting> reporting;
  private final List<Extension> extensions;
  private final List<Provenance.Cause> causes;
  private final String version;

  /**
   * @param reporting by side; a side that is not there reports {@link Reporting#NONE}
   * @param extensions in the order in which they stand within their phases
   * @param reporters objects behind the reporting
   */
  public Additions(
      Map<Side, Reporting> reporting,
      List<Extension> extensions,
      List<Provenance.Cause> reporters) {
    this.reporting = new EnumMap<>(Side.class);
    this.reporting.putAll(reporting);
    this.extensions = List.copyOf(extensions);
    this.causes = List.copyOf(reporters);
    this.version = Version.of(text()).hex();
  }

  private String text() {
    var parts = new ArrayList<String>();
    reporting.forEach(
        (side, report) -> {
          parts.add(side + " " + report.sampleByRequestId() + " " + report.metrics());
          report.logs().forEach(log -> parts.add("log " + hash(log)));
          report.refused().forEach(log -> parts.add("refused " + hash(log)));
          report.tracing().ifPresent(tracing -> parts.add("trace " + hash(tracing)));
        });
    for (var extension : extensions) {
      parts.add(
          extension.cause()
              + " "
              + extension.phase()
              + extension.match()
              + hash(extension.filter()));
    }
    parts.add(causes.toString());
    return String.join("\n", parts);
  }

  private static String hash(com.google.protobuf.Message message) {
    return Version.of(Packed.bytes(message).toByteArray()).hex();
  }

  boolean isEmpty() {
    return extensions.isEmpty() && reporting.values().stream().allMatch(Reporting.NONE::equals);
  }

  Reporting of(Side side) {
    return reporting.getOrDefault(side, Reporting.NONE);
  }

  List<Extension> extensions() {
    return extensions;
  }

  /** Objects behind what is reported. */
  List<Provenance.Cause> causes() {
    return causes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Additions additions && version.equals(additions.version);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }
}
