// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.ObjectReference;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Change;
import io.lateen.mesh.service.ServiceKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All EndpointSlices, filed under their services and under the pods and addresses they name.
 *
 * @param byService slices by service and name
 * @param byReference names of slices and their services, by {@code namespace/pod} or by address
 */
record SlicesSnapshot(
    DiffMap<ServiceKey, PSortedMap<String, ConfigObject<EndpointSlice>>> byService,
    PMap<String, PSortedMap<String, ServiceKey>> byReference) {

  static final SlicesSnapshot EMPTY = new SlicesSnapshot(DiffMap.empty(), HashTreePMap.empty());

  private static final String FQDN = "FQDN";
  private static final String SLICE = "EndpointSlice";

  /** The service of a slice; empty when it names none or holds host names, as in Istio. */
  static Optional<ServiceKey> serviceOf(ConfigObject<EndpointSlice> slice) {
    String name = slice.spec().serviceName();
    if (name.isEmpty() || slice.spec().addressType().equals(FQDN)) {
      return Optional.empty();
    }
    return Optional.of(new ServiceKey(Hosts.ofService(name, slice.namespace()), slice.namespace()));
  }

  /** The pod that an endpoint names, as {@code namespace/pod}; empty when it names none. */
  static Optional<String> podOf(SliceEndpoint endpoint, String namespace) {
    return endpoint
        .targetRef()
        .filter(reference -> reference.kind().equals("Pod"))
        .map(reference -> namespaceOf(reference, namespace) + "/" + reference.name());
  }

  private static String namespaceOf(ObjectReference reference, String namespace) {
    return reference.namespace().isEmpty() ? namespace : reference.namespace();
  }

  SlicesSnapshot with(List<Change<ConfigObject<EndpointSlice>>> changes) {
    SlicesSnapshot next = this;
    for (var change : changes) {
      if (change.before().isPresent()) {
        next = next.without(change.before().get());
      }
      if (change.after().isPresent()) {
        next = next.plus(change.after().get());
      }
    }
    return next;
  }

  /**
   * The slices of a service, by name. The older kind Endpoints counts where there are no slices:
   * Kubernetes makes slices of it, which would count twice.
   */
  Collection<ConfigObject<EndpointSlice>> of(ServiceKey service) {
    var all = slices(service).values();
    List<ConfigObject<EndpointSlice>> slices =
        all.stream().filter(slice -> slice.key().kind().equals(SLICE)).toList();
    return slices.isEmpty() ? all : slices;
  }

  /** The services with an endpoint that names the pod {@code namespace/name} or the address. */
  Set<ServiceKey> referringTo(String reference) {
    return new TreeSet<>(references(byReference, reference).values());
  }

  /** The services whose slices differ. */
  List<ServiceKey> changed(SlicesSnapshot other) {
    return byService.changed(other.byService);
  }

  /** Pods and addresses that slices of a service name. */
  Set<String> referencesOf(ServiceKey service) {
    var references = new HashSet<String>();
    slices(service).values().forEach(slice -> references.addAll(references(slice)));
    return references;
  }

  private SlicesSnapshot plus(ConfigObject<EndpointSlice> slice) {
    Optional<ServiceKey> service = serviceOf(slice);
    if (service.isEmpty()) {
      return this;
    }
    var index = byReference;
    for (String reference : references(slice)) {
      index = index.plus(reference, references(index, reference).plus(name(slice), service.get()));
    }
    return new SlicesSnapshot(
        byService.plus(service.get(), slices(service.get()).plus(name(slice), slice)), index);
  }

  private SlicesSnapshot without(ConfigObject<EndpointSlice> slice) {
    Optional<ServiceKey> service = serviceOf(slice);
    if (service.isEmpty()) {
      return this;
    }
    var index = byReference;
    for (String reference : references(slice)) {
      var rest = references(index, reference).minus(name(slice));
      index = rest.isEmpty() ? index.minus(reference) : index.plus(reference, rest);
    }
    var rest = slices(service.get()).minus(name(slice));
    return new SlicesSnapshot(
        rest.isEmpty() ? byService.minus(service.get()) : byService.plus(service.get(), rest),
        index);
  }

  private static String name(ConfigObject<EndpointSlice> slice) {
    return slice.key().kind() + "/" + slice.namespace() + "/" + slice.name();
  }

  private static Set<String> references(ConfigObject<EndpointSlice> slice) {
    var references = new HashSet<String>();
    for (SliceEndpoint endpoint : slice.spec().endpoints()) {
      podOf(endpoint, slice.namespace())
          .ifPresentOrElse(references::add, () -> references.addAll(endpoint.addresses()));
    }
    return references;
  }

  private PSortedMap<String, ConfigObject<EndpointSlice>> slices(ServiceKey service) {
    @Nullable PSortedMap<String, ConfigObject<EndpointSlice>> found = byService.get(service);
    return found == null ? TreePMap.empty() : found;
  }

  private static PSortedMap<String, ServiceKey> references(
      PMap<String, PSortedMap<String, ServiceKey>> index, String reference) {
    @Nullable PSortedMap<String, ServiceKey> found = index.get(reference);
    return found == null ? TreePMap.empty() : found;
  }
}
