// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.nametable;

import io.lateen.mesh.endpoint.Health;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.nametable.NameTableKey.Entry;
import io.lateen.translate.view.ProxyView;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which names the agent answers: services with an address, and headless ones by the
 * addresses of their healthy pods (Istio: pkg/dns/server/name_table.go).
 */
public final class NameTablePlanner {

  private final ProxyView view;

  public NameTablePlanner(ProxyView view) {
    this.view = view;
  }

  public NameTableKey plan() {
    var entries = new TreeMap<String, Entry>();
    for (var service : view.services()) {
      var addresses = addresses(service);
      if (!addresses.isEmpty()) {
        entries.put(service.hostname(), entry(service, addresses));
      }
    }
    return new NameTableKey(List.copyOf(entries.values()));
  }

  private static Entry entry(MeshService service, List<String> addresses) {
    boolean kubernetes = service.registry() == Registry.KUBERNETES;
    return new Entry(
        service.hostname(),
        addresses,
        kubernetes,
        kubernetes ? service.name() : "",
        kubernetes ? service.namespace() : "");
  }

  private List<String> addresses(MeshService service) {
    var own = view.addresses(service).stream().filter(address -> address.indexOf('/') < 0).toList();
    if (!own.isEmpty() || service.resolution() != Resolution.PASSTHROUGH) {
      return own;
    }
    var pods = new TreeSet<String>();
    for (var port : service.ports()) {
      for (var endpoint : view.endpoints(service, port.number()).endpoints()) {
        if (endpoint.health() == Health.HEALTHY && Addresses.isIp(endpoint.address())) {
          pods.add(endpoint.address());
        }
      }
    }
    return List.copyOf(pods);
  }
}
