// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.Sidecar;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.endpoint.EndpointsSnapshot;
import io.lateen.mesh.security.PeerModes;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.service.ServicesSnapshot;
import io.lateen.mesh.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Computes what one workload serves: the services whose selector picks it, and those with an
 * endpoint of its address that was written by hand.
 */
public final class InboundScopes {

  private final ScopeInputs inputs;
  private final ServicesSnapshot services;
  private final EndpointsSnapshot endpoints;

  public InboundScopes(ScopeInputs inputs, EndpointsSnapshot endpoints) {
    this.inputs = inputs;
    this.services = inputs.services();
    this.endpoints = endpoints;
  }

  /** The inbound scope of {@code workload} under its Sidecar and the policies for it. */
  public InboundScope of(
      Workload workload, Optional<ConfigObject<Sidecar>> sidecar, PeerModes peers) {
    return new InboundScope(
        servicesOf(workload),
        sidecar.map(object -> object.spec().ingress()).orElse(List.of()),
        sidecar.flatMap(object -> object.spec().inboundConnectionPool()),
        peers);
  }

  private List<InboundService> servicesOf(Workload workload) {
    var keys = new TreeSet<ServiceKey>();
    services
        .selecting(workload.namespace(), workload.labels())
        .forEach(service -> keys.add(service.key()));
    var selected = new TreeSet<>(keys);
    keys.addAll(endpoints.naming(workload, services));
    var found = new ArrayList<InboundService>();
    keys.stream()
        .flatMap(key -> services.get(key).stream())
        .sorted(MeshService.ORDER)
        .forEach(service -> add(found, service, workload, selected.contains(service.key())));
    return found;
  }

  private void add(
      List<InboundService> found, MeshService service, Workload workload, boolean selected) {
    var limit =
        inputs.servicePolicies().of(service.key(), inputs.settings().rootNamespace()).rateLimit();
    for (ServicePort port : service.ports()) {
      OptionalInt target =
          selected ? declaredTarget(port, workload) : endpointTarget(service, port, workload);
      target.ifPresent(number -> found.add(new InboundService(service, port, number, limit)));
    }
  }

  private static OptionalInt declaredTarget(ServicePort port, Workload workload) {
    if (!workload.isPod()) {
      OptionalInt own = workload.port(port.name());
      if (own.isPresent()) {
        return own;
      }
    }
    int number = port.targetNumber();
    return number > 0 ? OptionalInt.of(number) : workload.port(port.target());
  }

  private OptionalInt endpointTarget(MeshService service, ServicePort port, Workload workload) {
    return endpoints.of(service.key(), port.number()).endpoints().stream()
        .filter(endpoint -> workload.addresses().contains(endpoint.address()))
        .mapToInt(Endpoint::port)
        .findFirst();
  }
}
