// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.api.networking.WorkloadEntry;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadDeclarations;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.Map;
import java.util.Optional;

/** Reads single endpoints from the objects that declare them. */
final class EndpointDeclarations {

  /** How a Unix socket is written as an address. */
  static final String UNIX = "unix://";

  private EndpointDeclarations() {}

  static Endpoint ofSlice(
      ConfigObject<EndpointSlice> slice,
      SliceEndpoint endpoint,
      String address,
      int port,
      Optional<Workload> workload) {
    Health health = health(endpoint);
    return workload
        .map(found -> ofWorkload(found, address, port, health, endpoint.hostname()))
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
                    endpoint.hostname(),
                    endpoint.nodeName(),
                    new WorkloadKey(slice.namespace(), "")));
  }

  private static Health health(SliceEndpoint endpoint) {
    if (endpoint.ready()) {
      return Health.HEALTHY;
    }
    if (!endpoint.terminating()) {
      return Health.UNHEALTHY;
    }
    return endpoint.serving() ? Health.DRAINING : Health.TERMINATING;
  }

  private static Endpoint ofWorkload(
      Workload workload, String address, int port, Health health, String hostname) {
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
        hostname,
        workload.node(),
        workload.key());
  }

  static Endpoint ofHost(String host, int port, WorkloadKey workload) {
    return new Endpoint(
        host, port, Map.of(), "", "", "", 1, TlsMode.DISABLED, Health.HEALTHY, "", "", workload);
  }

  /** Order of preference: Unix socket, port of the endpoint, target port, service port. */
  static Endpoint ofWritten(WorkloadEntry written, WorkloadKey workload, ServicePort port) {
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
        "",
        "",
        workload);
  }

  static Endpoint ofSelected(Workload workload, String address, ServicePort port) {
    if (address.startsWith(UNIX)) {
      return ofWorkload(workload, address.substring(UNIX.length()), 0, Health.HEALTHY, "");
    }
    int declared = workload.isPod() ? 0 : workload.port(port.name()).orElse(0);
    int number = declared > 0 ? declared : target(workload, port);
    return ofWorkload(workload, address, number, Health.HEALTHY, "");
  }

  private static int target(Workload workload, ServicePort port) {
    int number = port.targetNumber();
    return number > 0 ? number : workload.port(port.target()).orElse(port.number());
  }
}
