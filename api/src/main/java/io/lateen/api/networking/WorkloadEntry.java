// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import io.lateen.base.Copies;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One workload outside Kubernetes, alone or as an endpoint in a service entry (api:
 * networking/v1alpha3/workload_entry.proto).
 *
 * @param address address, host name, or {@code unix:///path}; may be empty with a network
 * @param ports port number by name of the service port
 * @param labels labels, sorted by key
 * @param network network of the address; empty for that of the mesh
 * @param locality {@code region/zone/subzone}; empty when unknown
 * @param weight share of traffic relative to its neighbours; absent for 1
 * @param serviceAccount name of the service account; empty for none
 */
public record WorkloadEntry(
    String address,
    Map<String, Integer> ports,
    Map<String, String> labels,
    String network,
    String locality,
    OptionalInt weight,
    String serviceAccount)
    implements Spec {

  /** Copies the collections. */
  public WorkloadEntry {
    ports = Copies.sorted(ports);
    labels = Copies.sorted(labels);
  }
}
