// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.api.kubernetes.SlicePort;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.WorkloadEntry;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.mesh.workload.WorkloadsSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Finds the endpoints of one service anew (istio/istio pilot/pkg/serviceregistry: kube controller
 * endpointslice.go, serviceentry conversion.go).
 */
final class EndpointJoin {

  private final EndpointSources sources;
  private final SlicesSnapshot slices;
  private final KindSnapshot<ServiceEntry> entries;

  EndpointJoin(EndpointSources sources, SlicesSnapshot slices, KindSnapshot<ServiceEntry> entries) {
    this.sources = sources;
    this.slices = slices;
    this.entries = entries;
  }

  /** The endpoints of all objects that declare the service, for the ports that it has. */
  ServiceEndpoints of(ServiceKey key) {
    Optional<MeshService> service = sources.services().get(key);
    if (service.isEmpty()) {
      return ServiceEndpoints.EMPTY;
    }
    var found = new FoundEndpoints(service.get());
    for (MeshService claim : sources.services().claims(key)) {
      if (claim.registry() == Registry.KUBERNETES) {
        slices.of(key).forEach(slice -> addSlice(found, slice));
        if (!claim.selector().isEmpty()) {
          addSelected(found, claim);
        }
      } else {
        entries.get(claim.object()).ifPresent(entry -> addEntry(found, claim, entry));
      }
    }
    return found.build();
  }

  private void addSlice(FoundEndpoints found, ConfigObject<EndpointSlice> slice) {
    for (SliceEndpoint endpoint : slice.spec().endpoints()) {
      Optional<WorkloadKey> pod = SlicesSnapshot.podOf(endpoint, slice.namespace());
      for (String address : endpoint.addresses()) {
        Optional<Workload> workload =
            pod.isPresent()
                ? podNamed(pod.get())
                : sources.workloads().at(address).stream().findFirst();
        if (pod.isPresent() && workload.isEmpty()) {
          continue; // Not known yet: without the pod its identity and labels would be wrong.
        }
        for (SlicePort port : slice.spec().ports()) {
          found.addNamed(
              port.name(),
              EndpointDeclarations.ofSlice(slice, endpoint, address, port.port(), workload));
        }
      }
    }
  }

  private Optional<Workload> podNamed(WorkloadKey pod) {
    return sources.workloads().byObject(new ObjectKey("", "Pod", pod.namespace(), pod.name()));
  }

  private void addEntry(FoundEndpoints found, MeshService claim, ConfigObject<ServiceEntry> entry) {
    List<WorkloadEntry> written = entry.spec().endpoints();
    for (int i = 0; i < written.size(); i++) {
      var workload = new WorkloadKey(entry.namespace(), entry.name() + "-" + i);
      for (ServicePort port : claim.ports()) {
        found.add(port.number(), EndpointDeclarations.ofWritten(written.get(i), workload, port));
      }
    }
    if (!claim.selector().isEmpty()) {
      addSelected(found, claim);
    } else if (written.isEmpty() && isResolvedByProxy(claim)) {
      var workload = new WorkloadKey(entry.namespace(), entry.name());
      for (ServicePort port : claim.ports()) {
        found.add(
            port.number(),
            EndpointDeclarations.ofHost(claim.hostname(), port.targetNumber(), workload));
      }
    }
  }

  private static boolean isResolvedByProxy(MeshService service) {
    return service.resolution() == Resolution.DNS
        || service.resolution() == Resolution.DNS_ROUND_ROBIN;
  }

  /** A ServiceEntry picks pods and entries; a Service only entries, its pods come in slices. */
  private void addSelected(FoundEndpoints found, MeshService claim) {
    boolean ofEntry = claim.registry() == Registry.SERVICE_ENTRY;
    WorkloadsSnapshot workloads = sources.workloads();
    for (Workload entry : workloads.selectedEntries(claim.namespace(), claim.selector())) {
      boolean unix =
          entry.addresses().stream()
              .anyMatch(address -> address.startsWith(EndpointDeclarations.UNIX));
      if (ofEntry || !unix) {
        addSelected(found, claim, entry);
      }
    }
    if (ofEntry) {
      workloads.selectedPods(claim.namespace(), claim.selector()).stream()
          .filter(workloads::isReady)
          .forEach(pod -> addSelected(found, claim, pod));
    }
  }

  private static void addSelected(FoundEndpoints found, MeshService claim, Workload workload) {
    if (!workload.addresses().isEmpty()) {
      String address = workload.addresses().getFirst();
      claim
          .ports()
          .forEach(
              port ->
                  found.add(
                      port.number(), EndpointDeclarations.ofSelected(workload, address, port)));
    }
  }
}
