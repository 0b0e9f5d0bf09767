// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.translate.name.IstioNames;
import java.util.Map;

/**
 * Labels that say where a workload is, as if they were written on it (Istio:
 * serviceregistry/util/label AugmentLabels).
 */
public final class PlaceLabels {

  public static final String NETWORK = "topology.istio.io/network";
  public static final String REGION = "topology.kubernetes.io/region";
  public static final String ZONE = "topology.kubernetes.io/zone";
  public static final String SUBZONE = "topology.istio.io/subzone";
  public static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String CLUSTER = "topology.istio.io/cluster";

  private PlaceLabels() {}

  /**
   * The value of the label {@code name}: of the place where that is known, else as written; empty
   * for none.
   */
  public static String of(
      Map<String, String> written, String locality, String node, String network, String name) {
    var own = written.getOrDefault(name, "");
    return switch (name) {
      case REGION -> part(locality, 0, own);
      case ZONE -> part(locality, 1, own);
      case SUBZONE -> part(locality, 2, own);
      case HOSTNAME -> node.isEmpty() ? own : node;
      case NETWORK -> own.isEmpty() ? network : own;
      case CLUSTER -> IstioNames.CLUSTER_ID;
      default -> own;
    };
  }

  private static String part(String locality, int index, String otherwise) {
    var parts = locality.split("/", -1);
    return index < parts.length && !parts[index].isEmpty() ? parts[index] : otherwise;
  }
}
