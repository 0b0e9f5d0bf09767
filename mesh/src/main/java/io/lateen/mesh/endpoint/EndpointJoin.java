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
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadDeclarations;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the endpoints of one service anew (istio/istio pilot/pkg/serviceregistry: kube controller
 * endpointslice.go, serviceentry conversion.go).
 */
final class EndpointJoin {

  /** How a Unix socket is written as an address. */
  private static final String UNIX = "unix://";

  private final EndpointSources sources;
  private final SlicesSnapshot slices;
  private final KindSnapshot<ServiceEntry> entries;

  EndpointJoin(
      EndpointSources sources, SlicesSnapshot slices, KindSnapshot<ServiceEntry> entries) {
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
          addSelected(found, claim, false);
        }
      } else {
        entries.get(claim.object()).ifPresent(entry -> addEntry(found, claim, entry));
      }
    }
    return found.build();
  }

  private void addSlice(FoundEndpoints found, ConfigObject<EndpointSlice> slice) {
    for (SliceEndpoint endpoint : slice.spec().endpoints()) {
      Optional<String> pod = SlicesSnapshot.podOf(endpoint, slice.namespace());
      for (String address : endpoint.addresses()) {
        Optional<Workload> workload =
            pod.isPresent() ? podNamed(pod.get()) : sources.workloads().at(address).stream().findFirst();
        if (pod.isPresent() && workload.isEmpty()) {
          continue; // Not known yet: without the pod its identity and labels would be wrong.
        }
        for (SlicePort port : slice.spec().ports()) {
          found.addNamed(port.name(), ofSlice(slice, endpoint, address, port.port(), workload));
        }
      }
    }
  }

  private Optional<Workload> podNamed(String reference) {
    int slash = reference.indexOf('/');
    return sources
        .workloads()
        .byObject(
            new ObjectKey(
                "", "Pod", reference.substring(0, slash), reference.substring(slash + 1)));
  }

  private static Endpoint ofSlice(
      ConfigObject<EndpointSlice> slice,
      SliceEndpoint endpoint,
      String address,
      int port,
      Optional<Workload> workload) {
    Health health = health(endpoint);
    return workload
        .map(found -> ofWorkload(found, address, port, health))
        .orElseGet(
            () ->
                new Endpoint(
                    address,
                    port,
                    Map.of(),
                    "",
                    endpoint.zone().isEmpty() ? "" : "/" + endpoint.zone(),
                    "",
                    1,
                    TlsMode.DISABLED,
                    health,
                    new WorkloadKey(slice.namespace(), "")));
  }

  private static Health health(SliceEndpoint endpoint) {
    if (endpoint.ready()) {
      return Health.HEALTHY;
    }
    return endpoint.terminating() ? Health.TERMINATING : Health.UNHEALTHY;
  }

  private static Endpoint ofWorkload(Workload workload, String address, int port, Health health) {
    return new Endpoint(
        address,
        port,
        workload.labels(),
        workload.spiffePath(),
        workload.locality(),
        workload.network(),
        workload.weight(),
        workload.tlsMode(),
        health,
        workload.key());
  }

  private void addEntry(
      FoundEndpoints found, MeshService claim, ConfigObject<ServiceEntry> entry) {
    List<WorkloadEntry> written = entry.spec().endpoints();
    for (int i = 0; i < written.size(); i++) {
      var workload = new WorkloadKey(entry.namespace(), entry.name() + "-" + i);
      for (ServicePort port : claim.ports()) {
        found.add(port.number(), ofWritten(written.get(i), workload, port));
      }
    }
    if (!claim.selector().isEmpty()) {
      addSelected(found, claim, true);
    } else if (written.isEmpty() && isResolvedByProxy(claim)) {
      var workload = new WorkloadKey(entry.namespace(), entry.name());
      for (ServicePort port : claim.ports()) {
        found.add(port.number(), ofHost(claim.hostname(), port.targetNumber(), workload));
      }
    }
  }

  private static boolean isResolvedByProxy(MeshService service) {
    return service.resolution() == Resolution.DNS
        || service.resolution() == Resolution.DNS_ROUND_ROBIN;
  }

  private static Endpoint ofHost(String host, int port, WorkloadKey workload) {
    return new Endpoint(
        host, port, Map.of(), "", "", "", 1, TlsMode.DISABLED, Health.HEALTHY, workload);
  }

  /** Order of preference: Unix socket, port of the endpoint, target port, service port. */
  private static Endpoint ofWritten(WorkloadEntry written, WorkloadKey workload, ServicePort port) {
    boolean unix = written.address().startsWith(UNIX);
    int number = unix ? 0 : written.ports().getOrDefault(port.name(), port.targetNumber());
    String account =
        written.serviceAccount().isEmpty()
            ? ""
            : "ns/" + workload.namespace() + "/sa/" + written.serviceAccount();
    return new Endpoint(
        unix ? written.address().substring(UNIX.length()) : written.address(),
        number,
        written.labels(),
        account,
        WorkloadDeclarations.locality(written.locality(), written.labels()),
        written.network(),
        Math.max(1, written.weight().orElse(1)),
        WorkloadDeclarations.tlsMode(written.labels(), written.serviceAccount()),
        Health.HEALTHY,
        workload);
  }

  /** A ServiceEntry picks pods and entries; a Service only entries, its pods come in slices. */
  private void addSelected(FoundEndpoints found, MeshService claim, boolean pods) {
    Collection<Workload> candidates = sources.workloads().selected(claim.namespace(), claim.selector());
    for (Workload workload : candidates) {
      if ((workload.isPod() && !pods) || !sources.workloads().isReady(workload)) {
        continue;
      }
      for (ServicePort port : claim.ports()) {
        workload.addresses().stream()
            .limit(1)
            .filter(address -> !address.startsWith(UNIX) || pods)
            .forEach(address -> found.add(port.number(), selected(workload, address, port)));
      }
    }
  }

  private static Endpoint selected(Workload workload, String address, ServicePort port) {
    if (address.startsWith(UNIX)) {
      return ofWorkload(workload, address.substring(UNIX.length()), 0, Health.HEALTHY);
    }
    int declared = workload.isPod() ? 0 : workload.port(port.name()).orElse(0);
    int number = declared > 0 ? declared : target(workload, port);
    return ofWorkload(workload, address, number, Health.HEALTHY);
  }

  private static int target(Workload workload, ServicePort port) {
    int number = port.targetNumber();
    return number > 0 ? number : workload.port(port.target()).orElse(port.number());
  }
}
