// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.ObjectKey;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.security.KeySet;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.policy.WorkloadPolicies;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.Provenance;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs to one proxy alone, besides what it shares with its class. Immutable; safe on any
 * thread.
 */
public interface WorkloadView extends ProxyView {

  /** The object that answers come from; the same object means the same answers. */
  Object source(Source source);

  Workload proxy();

  /** The Sidecar object that decides what the proxy sees. */
  Optional<ObjectKey> sidecar();

  /** All services that the proxy's class sees, each once, in a fixed order. */
  Collection<MeshService> services();

  /** Whether it is a gateway that passes the mesh's TLS on without opening it. */
  boolean passesMeshTlsOn();

  /** The policies that apply to the workload. */
  WorkloadPolicies policies();

  /** The keys that were got from there; absent when nobody has tried yet. */
  Optional<KeySet> keys(KeySet.Source source);

  /** Whether a Sidecar object names the workload's ports. */
  boolean hasOwnPorts();

  /** The workload's own ports, in ascending order. */
  List<InboundPort> inbound();

  /** Which connections this workload accepts on ports without an own rule; never UNSET. */
  MtlsMode inboundMode();

  /** The objects that decided which connections are accepted, the closest one first. */
  List<Provenance.Cause> inboundPolicies();

  /** Ports with an own rule. */
  Map<Integer, MtlsMode> inboundPortModes();

  /** Limits that a Sidecar object sets for inbound connections to a port. */
  Optional<ConnectionPool> inboundPool(int port);
}
