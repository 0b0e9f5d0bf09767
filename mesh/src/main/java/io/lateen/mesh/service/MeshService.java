// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.api.ObjectKey;
import io.lateen.api.Origin;
import io.lateen.base.Copies;
import io.lateen.mesh.host.Hosts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service as clients see it, without its endpoints.
 *
 * @param addresses virtual IP addresses or CIDR blocks; empty when headless or without any
 * @param ports in the author's order, numbers are unique
 * @param external whether the endpoints are outside the mesh and have no identity in it
 * @param labels labels of the declaring object
 * @param selector labels of the workloads that serve it; empty when endpoints are listed by hand
 * @param subjectAltNames identities that endpoints may show besides their own; may be empty
 * @param aliasOf the host that an {@link Resolution#ALIAS} stands for; else empty
 * @param nodeLocal whether clients use only endpoints of their own node
 * @param preference which endpoints its author prefers for callers
 * @param publishesNotReady whether its name also stands for endpoints that are not ready
 * @param object the declaring object; the oldest one when several were merged
 */
public record MeshService(
    ServiceKey key,
    List<String> addresses,
    List<ServicePort> ports,
    Resolution resolution,
    boolean external,
    ExportTo exportTo,
    Map<String, String> labels,
    Map<String, String> selector,
    List<String> subjectAltNames,
    String aliasOf,
    boolean nodeLocal,
    Preference preference,
    boolean publishesNotReady,
    Instant creation,
    Registry registry,
    ObjectKey object,
    Origin origin) {

  /** The oldest first, then by name and namespace: the order of everything that is published. */
  public static final Comparator<MeshService> ORDER = Comparator.comparing(ServiceOrder::of);

  /** Labels of persistent sessions (Istio: PILOT_PERSISTENT_SESSION_LABEL, _HEADER_LABEL). */
  private static final List<String> SESSION_LABELS =
      List.of("istio.io/persistent-session", "istio.io/persistent-session-header");

  public MeshService {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    labels = Copies.sorted(labels);
    selector = Copies.sorted(selector);
    subjectAltNames = List.copyOf(subjectAltNames);
  }

  public String hostname() {
    return key.hostname();
  }

  public String namespace() {
    return key.namespace();
  }

  /** The name that orders services: that of a Kubernetes Service, or the host of a ServiceEntry. */
  public String name() {
    return registry == Registry.KUBERNETES ? object.name() : key.hostname();
  }

  /** The port of that number. */
  public Optional<ServicePort> port(int number) {
    return ports.stream().filter(port -> port.number() == number).findFirst();
  }

  /** Whether the hostname is a pattern. */
  public boolean isWildcard() {
    return Hosts.isWildcard(hostname());
  }

  /** Whether this is a Kubernetes Service without a virtual address, on its author's wish. */
  public boolean isHeadless() {
    return registry == Registry.KUBERNETES && resolution == Resolution.PASSTHROUGH;
  }

  /** Whether its author wants sessions to stay at their endpoint, also while that shuts down. */
  public boolean keepsSessions() {
    return SESSION_LABELS.stream().anyMatch(name -> !labels.getOrDefault(name, "").isEmpty());
  }

  /** This service with only {@code kept} as its ports. */
  public MeshService withPorts(List<ServicePort> kept) {
    return with(addresses, kept);
  }

  /** This service with other addresses and ports. */
  MeshService with(List<String> otherAddresses, List<ServicePort> otherPorts) {
    return new MeshService(
        key,
        otherAddresses,
        otherPorts,
        resolution,
        external,
        exportTo,
        labels,
        selector,
        subjectAltNames,
        aliasOf,
        nodeLocal,
        preference,
        publishesNotReady,
        creation,
        registry,
        object,
        origin);
  }
}
