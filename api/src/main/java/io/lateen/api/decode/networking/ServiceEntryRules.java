// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Protocols;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.ServiceEntry.Location;
import io.lateen.api.networking.ServiceEntry.Resolution;
import io.lateen.base.decode.ObjectReader;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of a service entry that depend on how its endpoints are found. */
final class ServiceEntryRules {

  private static final Set<String> DYNAMIC_PROTOCOLS = Set.of("HTTP", "HTTP2", "GRPC", "TLS");
  private static final String AUTO_ALLOCATE_LABEL = "networking.istio.io/enable-autoallocate-ip";
  private static final String WAYPOINT_LABEL = "istio.io/use-waypoint";

  private final ObjectReader in;
  private final ServiceEntry entry;
  private final ObjectMeta meta;

  ServiceEntryRules(ObjectReader in, ServiceEntry entry, ObjectMeta meta) {
    this.in = in;
    this.entry = entry;
    this.meta = meta;
  }

  void check() {
    checkHosts();
    checkBlocks();
    warnWithoutAddresses();
    switch (entry.resolution()) {
      case NONE -> checkNone();
      case STATIC -> checkEndpoints(false);
      case DNS, DNS_ROUND_ROBIN -> checkDns();
      case DYNAMIC_DNS -> checkDynamicDns();
    }
    checkManyHosts();
  }

  private void checkHosts() {
    if (entry.resolution() != Resolution.DYNAMIC_DNS) {
      entry.hosts().stream()
          .flatMap(host -> DnsNames.partialWildcardFault(host).stream())
          .forEach(fault -> in.warning("hosts", fault, ""));
    }
  }

  /** A port without HTTP is told apart by its address, which a host name alone does not have. */
  private void warnWithoutAddresses() {
    var none = entry.addresses().isEmpty() && entry.assignedAddresses().isEmpty();
    var allocated =
        entry.resolution() != Resolution.NONE
            && !meta.label(AUTO_ALLOCATE_LABEL).equalsIgnoreCase("false");
    var plain =
        entry.ports().stream()
            .anyMatch(port -> port.protocol().isEmpty() || port.protocol().equals("TCP"));
    if (none && !allocated && plain) {
      in.warning("addresses", "ports with TCP or without a protocol need addresses", "");
    }
  }

  private void checkBlocks() {
    var hasBlock = entry.addresses().stream().anyMatch(address -> address.contains("/"));
    if (hasBlock
        && entry.resolution() != Resolution.NONE
        && entry.resolution() != Resolution.STATIC) {
      in.error("addresses", "CIDR blocks need the resolution NONE or STATIC");
    }
  }

  private void checkNone() {
    if (!entry.endpoints().isEmpty()) {
      in.error("endpoints", "has no meaning for the resolution NONE");
    }
    if (entry.workloadSelector().isPresent()) {
      in.warning("workloadSelector", "has no meaning for the resolution NONE", "");
    }
  }

  private void checkEndpoints(boolean namesAllowed) {
    var ports = entry.ports().stream().map(PortSpec::name).collect(Collectors.toSet());
    for (var item : in.items("endpoints")) {
      item.object()
          .ifPresent(part -> WorkloadEntryDecoder.checkEndpoint(part, ports, namesAllowed));
    }
  }

  private void checkDns() {
    if (entry.endpoints().isEmpty()) {
      entry.hosts().stream()
          .flatMap(host -> DnsNames.nameFault(host).stream())
          .findFirst()
          .ifPresent(
              fault -> in.error("hosts", "without endpoints, hosts must be full names: " + fault));
    }
    if (entry.resolution() == Resolution.DNS_ROUND_ROBIN && entry.endpoints().size() > 1) {
      in.error("endpoints", "the resolution DNS_ROUND_ROBIN takes one endpoint at most");
    }
    if (entry.endpoints().stream()
        .anyMatch(endpoint -> endpoint.address().startsWith(Addresses.UNIX_PREFIX))) {
      in.error("endpoints", "Unix sockets need the resolution STATIC");
    }
    checkEndpoints(true);
    var plain =
        entry.ports().stream()
            .map(port -> port.protocol())
            .anyMatch(protocol -> Protocols.isKnown(protocol) && !Protocols.isHttp(protocol));
    if (!entry.addresses().isEmpty() && plain && entry.hosts().size() > 1) {
      in.warning("hosts", "more than one host shares the addresses of TCP ports", "");
    }
  }

  private void checkDynamicDns() {
    if (entry.hosts().stream().anyMatch(host -> !host.startsWith("*"))) {
      in.error("hosts", "the resolution DYNAMIC_DNS needs wildcards");
    }
    if (!entry.addresses().isEmpty()) {
      in.error("addresses", "has no meaning for the resolution DYNAMIC_DNS");
    }
    if (!entry.endpoints().isEmpty()) {
      in.error("endpoints", "has no meaning for the resolution DYNAMIC_DNS");
    }
    if (entry.ports().stream()
        .anyMatch(port -> !DYNAMIC_PROTOCOLS.contains(port.protocol().toUpperCase(Locale.ROOT)))) {
      in.error("ports", "the resolution DYNAMIC_DNS needs HTTP, HTTP2, GRPC or TLS");
    }
    var waypoint = meta.label(WAYPOINT_LABEL);
    if (entry.location() == Location.MESH_INTERNAL
        && !waypoint.isEmpty()
        && !waypoint.equalsIgnoreCase("none")) {
      in.error("location", "MESH_INTERNAL with DYNAMIC_DNS cannot use a waypoint");
    }
  }

  /** Hosts can be told apart by HTTP's host header or by TLS's server name only. */
  private void checkManyHosts() {
    var indistinct =
        entry.ports().stream()
            .map(port -> port.protocol())
            .anyMatch(protocol -> !Protocols.isHttp(protocol) && !Protocols.isTls(protocol));
    if (entry.resolution() != Resolution.NONE && entry.hosts().size() > 1 && indistinct) {
      in.error("hosts", "more than one host needs ports that speak HTTP or TLS");
    }
  }
}
