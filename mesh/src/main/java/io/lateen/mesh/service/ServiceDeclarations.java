// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.Service;
import io.lateen.api.kubernetes.TargetPort;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the services that one object declares (istio/istio pilot/pkg/serviceregistry: kube and
 * serviceentry, conversion.go).
 */
final class ServiceDeclarations {

  /** Comma-separated namespaces that may see a Kubernetes Service (istio/api annotations.yaml). */
  private static final String EXPORT_TO_ANNOTATION = "networking.istio.io/exportTo";

  /** Comma-separated further identities of a Kubernetes Service (istio/api annotations.yaml). */
  private static final String ACCOUNTS_ANNOTATION = "alpha.istio.io/canonical-serviceaccounts";

  /** The same for service accounts of its own namespace, by their names. */
  private static final String KUBERNETES_ACCOUNTS_ANNOTATION =
      "alpha.istio.io/kubernetes-serviceaccounts";

  /** Which endpoints callers prefer (istio/api annotations.yaml). */
  private static final String DISTRIBUTION_ANNOTATION = "networking.istio.io/traffic-distribution";

  private ServiceDeclarations() {}

  /** The objects of {@code delta} that may declare services. */
  static List<ConfigObject<?>> in(ConfigDelta delta) {
    var found = new ArrayList<ConfigObject<?>>(delta.upserts(Service.class));
    found.addAll(delta.upserts(ServiceEntry.class));
    return found;
  }

  /** The services of {@code object}: one for a Service, one for each host of a ServiceEntry. */
  static List<MeshService> of(ConfigObject<?> object) {
    return switch (object.spec()) {
      case Service service -> List.of(ofService(object, service));
      case ServiceEntry entry -> ofEntry(object, entry);
      default -> List.of();
    };
  }

  private static MeshService ofService(ConfigObject<?> object, Service service) {
    boolean alias =
        service.type() == Service.Type.EXTERNAL_NAME && !service.externalName().isEmpty();
    return new MeshService(
        new ServiceKey(Hosts.ofService(object.name(), object.namespace()), object.namespace()),
        service.headless() ? List.of() : service.clusterIps(),
        service.ports().stream().map(ServiceDeclarations::port).toList(),
        service.headless()
            ? Resolution.PASSTHROUGH
            : alias ? Resolution.ALIAS : Resolution.ENDPOINTS,
        alias,
        ExportTo.of(commaSeparated(object, EXPORT_TO_ANNOTATION)),
        object.meta().labels(),
        service.selector(),
        accounts(object),
        alias ? service.externalName() : "",
        service.internalTrafficPolicy().equals("Local"),
        Preference.of(service.trafficDistribution(), annotation(object, DISTRIBUTION_ANNOTATION)),
        service.publishNotReadyAddresses(),
        object.meta().creation(),
        Registry.KUBERNETES,
        object.key(),
        object.origin());
  }

  /** Further identities; an account of Kubernetes stands without a trust domain. */
  private static List<String> accounts(ConfigObject<?> object) {
    return Stream.concat(
            commaSeparated(object, ACCOUNTS_ANNOTATION).stream(),
            commaSeparated(object, KUBERNETES_ACCOUNTS_ANNOTATION).stream()
                .map(name -> "ns/" + object.namespace() + "/sa/" + name))
        .toList();
  }

  private static ServicePort port(io.lateen.api.kubernetes.ServicePort port) {
    String target =
        switch (port.targetPort()) {
          case TargetPort.Same() -> "";
          case TargetPort.Number(int number) -> Integer.toString(number);
          case TargetPort.Name(String name) -> name;
        };
    var protocol =
        Protocol.ofServicePort(port.port(), port.protocol(), port.name(), port.appProtocol());
    return new ServicePort(port.port(), port.name(), protocol, target);
  }

  private static List<MeshService> ofEntry(ConfigObject<?> object, ServiceEntry entry) {
    var services = new ArrayList<MeshService>();
    for (String host : new LinkedHashSet<>(entry.hosts())) {
      services.add(ofHost(object, entry, host));
    }
    return services;
  }

  private static MeshService ofHost(ConfigObject<?> object, ServiceEntry entry, String host) {
    return new MeshService(
        new ServiceKey(host, object.namespace()),
        addresses(entry, host),
        entry.ports().stream().map(ServiceDeclarations::port).toList(),
        resolution(entry.resolution()),
        entry.location() == ServiceEntry.Location.MESH_EXTERNAL,
        ExportTo.of(entry.exportTo()),
        object.meta().labels(),
        entry.workloadSelector().map(selector -> selector.labels()).orElse(Map.of()),
        entry.subjectAltNames(),
        "",
        false,
        Preference.of("", annotation(object, DISTRIBUTION_ANNOTATION)),
        false,
        object.meta().creation(),
        Registry.SERVICE_ENTRY,
        object.key(),
        object.origin());
  }

  private static ServicePort port(PortSpec port) {
    return new ServicePort(
        port.number(),
        port.name(),
        Protocol.named(port.protocol()),
        port.targetPort().isPresent() ? Integer.toString(port.targetPort().getAsInt()) : "");
  }

  private static Resolution resolution(ServiceEntry.Resolution written) {
    return switch (written) {
      case NONE -> Resolution.PASSTHROUGH;
      case STATIC -> Resolution.ENDPOINTS;
      case DNS -> Resolution.DNS;
      case DNS_ROUND_ROBIN -> Resolution.DNS_ROUND_ROBIN;
      case DYNAMIC_DNS -> Resolution.DYNAMIC_DNS;
    };
  }

  private static List<String> addresses(ServiceEntry entry, String host) {
    if (!entry.addresses().isEmpty()) {
      return entry.addresses().stream()
          .map(ServiceDeclarations::withoutFullMask)
          .distinct()
          .toList();
    }
    return entry.assignedAddresses().stream()
        .filter(assigned -> assigned.host().isEmpty() || assigned.host().equals(host))
        .map(ServiceEntry.AssignedAddress::value)
        .toList();
  }

  /** A block of one address, {@code 10.0.0.1/32}, is that address. */
  private static String withoutFullMask(String address) {
    String mask = address.indexOf(':') >= 0 ? "/128" : "/32";
    return address.endsWith(mask)
        ? address.substring(0, address.length() - mask.length())
        : address;
  }

  private static String annotation(ConfigObject<?> object, String name) {
    return object.meta().annotations().getOrDefault(name, "");
  }

  private static List<String> commaSeparated(ConfigObject<?> object, String annotation) {
    return Optional.ofNullable(object.meta().annotations().get(annotation)).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
