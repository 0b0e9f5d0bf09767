// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.Resolution;
import io.lateen.translate.envoy.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The host names under which a proxy may call a service, without ports (Istio: core/httproute.go
 * generateVirtualHostDomains, GenerateAltVirtualHosts).
 *
 * @param all in Istio's order
 * @param expansions those that stand for the full name and give way to a service really so named
 */
public record Domains(List<String> all, List<String> expansions) {

  private static final String SVC = ".svc.";

  public Domains {
    all = List.copyOf(all);
    expansions = List.copyOf(expansions);
  }

  /**
   * @param addresses of the service, as far as the proxy can call them
   * @param own whether a namespace is the proxy's
   * @param aliases hosts that stand for this service
   */
  static Domains of(
      MeshService service, List<String> addresses, List<String> aliases, Predicate<String> own) {
    var all = new ArrayList<String>();
    var expansions = new ArrayList<String>();
    var hosts = new ArrayList<String>();
    hosts.add(service.hostname());
    hosts.addAll(aliases);
    for (var host : hosts) {
      var forms = expand(host, own);
      all.add(host);
      all.addAll(forms);
      expansions.addAll(forms);
    }
    if (service.resolution() == Resolution.PASSTHROUGH
        && service.registry() == Registry.KUBERNETES) {
      List.copyOf(all).forEach(domain -> all.add("*." + domain));
    }
    all.addAll(addresses.stream().map(Addresses::inHostHeader).toList());
    return new Domains(all, expansions);
  }

  /** Other spellings of a host: with a final dot, and short ones within the mesh's domain. */
  private static List<String> expand(String host, Predicate<String> own) {
    var forms = new ArrayList<String>();
    if (!Addresses.isIp(host)) {
      forms.add(host + ".");
    }
    int svc = host.indexOf(SVC);
    if (svc <= 0 || !host.endsWith(SVC + Hosts.DOMAIN)) {
      return forms;
    }
    int dot = host.indexOf('.');
    if (dot + 1 > svc) {
      return forms;
    }
    var withNamespace = host.substring(0, svc);
    if (own.test(host.substring(dot + 1, svc))) {
      forms.addAll(List.of(host.substring(0, dot), withNamespace + ".svc", withNamespace));
    } else {
      forms.addAll(List.of(withNamespace, withNamespace + ".svc"));
    }
    return forms;
  }
}
