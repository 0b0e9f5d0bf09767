// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import io.lateen.api.WorkloadSelector;
import java.util.List;
import java.util.Optional;

/**
 * Adds hosts to the registry of the mesh (api: networking/v1alpha3/service_entry.proto).
 *
 * @param hosts full names, wildcards allowed; not empty
 * @param addresses virtual addresses, CIDR blocks allowed
 * @param ports ports of the hosts
 * @param location whether the endpoints are part of the mesh
 * @param resolution how endpoints are found
 * @param endpoints endpoints written in place
 * @param workloadSelector endpoints picked by label; excludes {@code endpoints}
 * @param exportTo where the object is visible: {@code .} own namespace, {@code *} everywhere,
 *     {@code ~} nowhere, or namespace names; empty stands for the default of the mesh
 * @param subjectAltNames names of which an endpoint must show one
 * @param assignedAddresses addresses that the mesh chose, from the status
 */
public record ServiceEntry(
    List<String> hosts,
    List<String> addresses,
    List<PortSpec> ports,
    Location location,
    Resolution resolution,
    List<WorkloadEntry> endpoints,
    Optional<WorkloadSelector> workloadSelector,
    List<String> exportTo,
    List<String> subjectAltNames,
    List<AssignedAddress> assignedAddresses)
    implements Spec {

  /** Copies the collections. */
  public ServiceEntry {
    hosts = List.copyOf(hosts);
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
    exportTo = List.copyOf(exportTo);
    subjectAltNames = List.copyOf(subjectAltNames);
    assignedAddresses = List.copyOf(assignedAddresses);
  }

  /** Whether endpoints are part of the mesh. */
  public enum Location {
    /** Outside: no certificates of the mesh. */
    MESH_EXTERNAL,
    /** Inside. */
    MESH_INTERNAL
  }

  /** How endpoints are found. */
  public enum Resolution {
    /** The caller has resolved the address already. */
    NONE,
    /** From the endpoints that are written or picked. */
    STATIC,
    /** By asking DNS, all answers. */
    DNS,
    /** By asking DNS, one answer at a time. */
    DNS_ROUND_ROBIN,
    /** By asking DNS for the host of the request; for wildcards. */
    DYNAMIC_DNS
  }

  /**
   * An address that the mesh chose.
   *
   * @param value the address
   * @param host the host it belongs to; empty for all hosts of the entry
   */
  public record AssignedAddress(String value, String host) {}
}
