// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.ObjectReference;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Change;
import io.lateen.mesh.service.ServiceKey;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All EndpointSlices, filed under their services and under the pods and addresses they name.
 *
 * @param byService slices by service and name
 * @param byReference services by what their slices name
 */
record SlicesSnapshot(
    DiffMap<ServiceKey, DiffMap<String, ConfigObject<EndpointSlice>>> byService,
    DiffMap<Reference, ServiceKey> byReference) {

  static final SlicesSnapshot EMPTY = new SlicesSnapshot(DiffMap.empty(), DiffMap.empty());

  /**
   * That a slice names a pod or an address.
   *
   * @param namespace of the pod; empty for an address
   * @param name of the pod, or the address
   */
  record Reference(String namespace, String name, ObjectKey slice)
      implements Comparable<Reference> {

    private static final ObjectKey FIRST = new ObjectKey("", "", "", "");

    boolean isTo(String otherNamespace, String otherName) {
      return name.equals(otherName) && namespace.equals(otherNamespace);
    }

    @Override
    public int compareTo(Reference other) {
      int order = namespace.compareTo(other.namespace);
      order = order != 0 ? order : name.compareTo(other.name);
      return order != 0 ? order : slice.compareTo(other.slice);
    }
  }

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

  /** The pod that an endpoint names; empty when it names none. */
  static Optional<WorkloadKey> podOf(SliceEndpoint endpoint, String namespace) {
    return endpoint
        .targetRef()
        .filter(reference -> reference.kind().equals("Pod"))
        .map(reference -> new WorkloadKey(namespaceOf(reference, namespace), reference.name()));
  }

  private static String namespaceOf(ObjectReference reference, String namespace) {
    return reference.namespace().isEmpty() ? namespace : reference.namespace();
  }

  SlicesSnapshot with(List<Change<ConfigObject<EndpointSlice>>> changes) {
    var services = byService;
    var index = byReference;
    var found = new ArrayList<Map.Entry<Reference, ServiceKey>>();
    for (var change : changes) {
      var before = change.before().flatMap(SlicesSnapshot::serviceOf);
      var after = change.after().flatMap(SlicesSnapshot::serviceOf);
      var known = change.before().map(SlicesSnapshot::references).orElseGet(TreeSet::new);
      var named = change.after().map(SlicesSnapshot::references).orElseGet(TreeSet::new);
      boolean moved = !before.equals(after);
      for (Reference reference : known) {
        if (moved || !named.contains(reference)) {
          index = index.minus(reference);
        }
      }
      if (after.isPresent()) {
        for (Reference reference : named) {
          if (moved || !known.contains(reference)) {
            found.add(Map.entry(reference, after.get()));
          }
        }
      }
      if (moved && change.before().isPresent()) {
        services = with(services, change.before().get(), null);
      }
      if (change.after().isPresent()) {
        services = with(services, change.after().get(), change.after().get());
      }
    }
    return new SlicesSnapshot(services, index.plusAll(found));
  }

  private static DiffMap<ServiceKey, DiffMap<String, ConfigObject<EndpointSlice>>> with(
      DiffMap<ServiceKey, DiffMap<String, ConfigObject<EndpointSlice>>> services,
      ConfigObject<EndpointSlice> slice,
      @Nullable ConfigObject<EndpointSlice> now) {
    var service = serviceOf(slice);
    if (service.isEmpty()) {
      return services;
    }
    var known = services.getOrDefault(service.get(), DiffMap.empty());
    var next = now == null ? known.minus(name(slice)) : known.plus(name(slice), now);
    return next.isEmpty() ? services.minus(service.get()) : services.plus(service.get(), next);
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

  /** Adds the services with an endpoint that names the workload's pod or one of its addresses. */
  void addReferringTo(Workload workload, Set<ServiceKey> services) {
    add(workload.key().namespace(), workload.key().name(), services);
    workload.addresses().forEach(address -> add("", address, services));
  }

  private void add(String namespace, String name, Set<ServiceKey> services) {
    for (var entry : byReference.from(new Reference(namespace, name, Reference.FIRST))) {
      if (!entry.getKey().isTo(namespace, name)) {
        break;
      }
      services.add(entry.getValue());
    }
  }

  /** The services whose slices differ. */
  List<ServiceKey> changed(SlicesSnapshot other) {
    return byService.changed(other.byService);
  }

  /** The pods that slices of a service name. */
  Set<WorkloadKey> podsOf(ServiceKey service) {
    var pods = new HashSet<WorkloadKey>();
    for (var slice : slices(service).values()) {
      for (SliceEndpoint endpoint : slice.spec().endpoints()) {
        podOf(endpoint, slice.namespace()).ifPresent(pods::add);
      }
    }
    return pods;
  }

  /** The addresses that slices of a service name without a pod. */
  Set<String> addressesOf(ServiceKey service) {
    var addresses = new HashSet<String>();
    for (var slice : slices(service).values()) {
      for (SliceEndpoint endpoint : slice.spec().endpoints()) {
        if (podOf(endpoint, slice.namespace()).isEmpty()) {
          addresses.addAll(endpoint.addresses());
        }
      }
    }
    return addresses;
  }

  private static String name(ConfigObject<EndpointSlice> slice) {
    return slice.key().kind() + "/" + slice.namespace() + "/" + slice.name();
  }

  private static Set<Reference> references(ConfigObject<EndpointSlice> slice) {
    var references = new TreeSet<Reference>();
    for (SliceEndpoint endpoint : slice.spec().endpoints()) {
      podOf(endpoint, slice.namespace())
          .ifPresentOrElse(
              pod -> references.add(new Reference(pod.namespace(), pod.name(), slice.key())),
              () ->
                  endpoint
                      .addresses()
                      .forEach(address -> references.add(new Reference("", address, slice.key()))));
    }
    return references;
  }

  private DiffMap<String, ConfigObject<EndpointSlice>> slices(ServiceKey service) {
    return byService.getOrDefault(service, DiffMap.empty());
  }
}
