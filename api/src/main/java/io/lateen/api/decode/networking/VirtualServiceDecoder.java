// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Exports;
import io.lateen.api.decode.rule.Headers;
import io.lateen.api.decode.rule.Hosts;
import io.lateen.api.networking.TlsMatch;
import io.lateen.api.networking.VirtualService;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Decodes virtual services (api: networking/v1alpha3/virtual_service.proto; rules:
 * pkg/config/validation ValidateVirtualService).
 */
public final class VirtualServiceDecoder implements SpecDecoder<VirtualService> {

  /** Most hosts, and most TLS server names, of one object: each is compared with each. */
  static final int MAX_NAMES = 4096;

  @Override
  public VirtualService decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var hosts = in.strings("hosts");
    var gateways = Checked.strings(in, "gateways", Hosts::gatewayNameFault);
    var routes = new HttpRouteDecoder(hosts.isEmpty());
    var spec =
        new VirtualService(
            hosts,
            gateways,
            in.objects("http", routes::decode),
            in.objects("tls", L4RouteDecoder::tls),
            in.objects("tcp", L4RouteDecoder::tcp),
            Exports.read(in, meta.namespace(), false));
    in.done();
    checkDelegate(in, spec);
    if (spec.hosts().size() > MAX_NAMES || serverNames(spec).distinct().count() > MAX_NAMES) {
      in.error("has more than " + MAX_NAMES + " hosts or SNI hosts");
    } else {
      checkHosts(in, spec);
      checkServerNames(in, spec);
    }
    checkClaims(in, spec);
    if (spec.http().isEmpty() && spec.tls().isEmpty() && spec.tcp().isEmpty()) {
      in.error("needs at least one route in http, tls or tcp");
    }
    UnreachableRules.report(in, spec);
    return spec;
  }

  private static void checkDelegate(ObjectReader in, VirtualService spec) {
    if (!spec.isDelegate()) {
      return;
    }
    for (var field : List.of("gateways", "tls", "tcp")) {
      if (in.value(field).isPresent() && !in.items(field).isEmpty()) {
        in.error(field, "is not allowed without hosts, in a virtual service to delegate to");
      }
    }
  }

  private static void checkHosts(ObjectReader in, VirtualService spec) {
    var onlyGateways = boundToGatewaysOnly(spec);
    var serverNames = serverNames(spec).findAny().isPresent();
    var valid = true;
    for (var item : in.items("hosts")) {
      var host = item.string().orElse("");
      var fault =
          onlyGateways ? Hosts.gatewayHostFault(host, serverNames) : Hosts.hostOrAddressFault(host);
      fault.ifPresent(item::error);
      valid &= fault.isEmpty();
      if (!onlyGateways && host.equals("*")) {
        item.error("the host * is not allowed for sidecars", "bind the object to a gateway");
        valid = false;
      }
    }
    if (valid) {
      checkOverlaps(in, spec.hosts());
    }
  }

  private static void checkOverlaps(ObjectReader in, List<String> hosts) {
    for (var later = 1; later < hosts.size(); later++) {
      for (var earlier = 0; earlier < later; earlier++) {
        if (Hosts.overlap(hosts.get(earlier), hosts.get(later))) {
          in.items("hosts")
              .get(later)
              .error("covers the same names as \"" + hosts.get(earlier) + "\" before it");
        }
      }
    }
  }

  private static void checkServerNames(ObjectReader in, VirtualService spec) {
    var onlyGateways = boundToGatewaysOnly(spec);
    serverNames(spec)
        .distinct()
        .forEach(
            name -> {
              var fault =
                  onlyGateways
                      ? Hosts.gatewayHostFault(name, true)
                      : DnsNames.wildcardNameFault(name);
              if (Addresses.isIp(name)) {
                in.warning("tls", "the address \"" + name + "\" is no server name (RFC 6066)", "");
              } else if (fault.isPresent()) {
                in.error("tls", fault.get());
              } else if (spec.hosts().stream().noneMatch(host -> Hosts.covers(host, name))) {
                in.error("tls", "the SNI host \"" + name + "\" is not covered by any of the hosts");
              }
            });
  }

  private static void checkClaims(ObjectReader in, VirtualService spec) {
    if (boundToGatewaysOnly(spec)) {
      return;
    }
    spec.http().stream()
        .flatMap(route -> route.match().stream())
        .flatMap(match -> Stream.of(match.headers(), match.withoutHeaders()))
        .map(Map::keySet)
        .flatMap(names -> names.stream().filter(Headers::isClaim))
        .distinct()
        .forEach(
            name -> in.error("http", "routing by claims (" + name + ") works at gateways only"));
  }

  private static Stream<String> serverNames(VirtualService spec) {
    return spec.tls().stream()
        .flatMap(route -> route.match().stream())
        .map(TlsMatch::sniHosts)
        .flatMap(List::stream);
  }

  private static boolean boundToGatewaysOnly(VirtualService spec) {
    return !spec.effectiveGateways().contains(VirtualService.MESH_GATEWAY);
  }
}
