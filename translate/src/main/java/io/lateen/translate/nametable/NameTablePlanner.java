// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.nametable;

import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.endpoint.Health;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.nametable.NameTableKey.Entry;
import io.lateen.translate.view.ProxyView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  /** The names that one service brings. */
  public List<Entry> plan(MeshService service) {
    var entries = new TreeMap<String, Entry>();
    var addresses =
        view.addresses(service).stream().filter(address -> address.indexOf('/') < 0).toList();
    if (!addresses.isEmpty()) {
      entries.put(service.hostname(), entry(service, addresses));
    } else if (service.resolution() == Resolution.PASSTHROUGH) {
      addEndpoints(entries, service);
    }
    return List.copyOf(entries.values());
  }

  private static Entry entry(MeshService service, Collection<String> addresses) {
    boolean kubernetes = service.registry() == Registry.KUBERNETES;
    return new Entry(
        service.hostname(),
        List.copyOf(addresses),
        kubernetes,
        kubernetes ? service.name() : "",
        kubernetes ? service.namespace() : "");
  }

  /** The addresses of all endpoints, and those of each one that has a name of its own. */
  private void addEndpoints(Map<String, Entry> entries, MeshService service) {
    var all = new TreeSet<String>();
    var byName = new TreeMap<String, TreeSet<String>>();
    for (var port : service.ports()) {
      for (var endpoint : view.endpoints(service, port.number()).endpoints()) {
        if (isNamed(service, endpoint)) {
          all.add(endpoint.address());
          if (!endpoint.hostname().isEmpty()) {
            byName
                .computeIfAbsent(endpoint.hostname(), _ -> new TreeSet<>())
                .add(endpoint.address());
          }
        }
      }
    }
    if (!all.isEmpty()) {
      entries.put(service.hostname(), entry(service, all));
    }
    byName.forEach(
        (name, addresses) ->
            entries.put(
                name + "." + service.hostname(),
                new Entry(
                    name + "." + service.hostname(),
                    List.copyOf(addresses),
                    service.registry() == Registry.KUBERNETES,
                    name + "." + service.name(),
                    service.namespace())));
  }

  /** Only addresses that the proxy can reach without a gateway; not ready ones on demand only. */
  private boolean isNamed(MeshService service, Endpoint endpoint) {
    return Addresses.isIp(endpoint.address())
        && (service.publishesNotReady() || endpoint.health() == Health.HEALTHY)
        && (endpoint.network().isEmpty()
            || view.network().isEmpty()
            || endpoint.network().equals(view.network()));
  }
}
