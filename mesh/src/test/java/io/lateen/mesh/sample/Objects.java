// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.sample;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Origin;
import io.lateen.api.Spec;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.kubernetes.Container;
import io.lateen.api.kubernetes.ContainerPort;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.ObjectReference;
import io.lateen.api.kubernetes.Pod;
import io.lateen.api.kubernetes.PodSpec;
import io.lateen.api.kubernetes.Service;
import io.lateen.api.kubernetes.ServicePort;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.api.kubernetes.SlicePort;
import io.lateen.api.kubernetes.TargetPort;
import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.Delegate;
import io.lateen.api.networking.Destination;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.Sidecar;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.Subset;
import io.lateen.api.networking.VirtualService;
import io.lateen.api.networking.WorkloadEntry;
import io.lateen.api.security.MtlsMode;
import io.lateen.api.security.PeerAuthentication;
import io.lateen.mesh.workload.TlsMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Short constructors of configuration objects. */
public final class Objects {

  private Objects() {}

  public static final String NETWORKING = "networking.istio.io";

  /** An object with labels, created at second {@code age}. */
  public static <S extends Spec> ConfigObject<S> object(
      ObjectKey key, Map<String, String> labels, int age, S spec) {
    var meta =
        new ObjectMeta(
            key.namespace(), key.name(), labels, Map.of(), Instant.ofEpochSecond(age), "", 0);
    return new ConfigObject<>(key, meta, spec, new Origin(key.name() + ".yaml", 1));
  }

  private static <S extends Spec> ConfigObject<S> istio(
      String kind, String namespace, String name, int age, S spec) {
    return object(new ObjectKey(NETWORKING, kind, namespace, name), Map.of(), age, spec);
  }

  public static ConfigObject<Service> service(
      String namespace, String name, Map<String, String> selector, int... ports) {
    return service(namespace, name, selector, "http", ports);
  }

  public static ConfigObject<Service> service(
      String namespace, String name, Map<String, String> selector, String prefix, int... ports) {
    var list = new ArrayList<ServicePort>();
    for (int port : ports) {
      list.add(new ServicePort(prefix + "-" + port, port, new TargetPort.Same(), "TCP", "", 0));
    }
    var spec =
        new Service(
            Service.Type.CLUSTER_IP,
            List.of("10.0.0.1"),
            false,
            "",
            List.of(),
            List.of(),
            selector,
            list,
            false,
            "",
            "");
    return object(new ObjectKey("", "Service", namespace, name), Map.of(), 0, spec);
  }

  public static ConfigObject<Service> headless(String namespace, String name, int port) {
    var ports = List.of(new ServicePort("tcp", port, new TargetPort.Same(), "TCP", "", 0));
    var spec =
        new Service(
            Service.Type.CLUSTER_IP,
            List.of(),
            true,
            "",
            List.of(),
            List.of(),
            Map.of(),
            ports,
            false,
            "",
            "");
    return object(new ObjectKey("", "Service", namespace, name), Map.of(), 0, spec);
  }

  public static ConfigObject<Service> alias(String namespace, String name, String target) {
    var spec =
        new Service(
            Service.Type.EXTERNAL_NAME,
            List.of(),
            false,
            target,
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            false,
            "",
            "");
    return object(new ObjectKey("", "Service", namespace, name), Map.of(), 0, spec);
  }

  public static ConfigObject<Pod> pod(
      String namespace, String name, String address, Map<String, String> labels) {
    var all = new TreeMap<>(labels);
    all.put(TlsMode.LABEL, "istio");
    return plainPod(namespace, name, address, all);
  }

  /** A pod without a proxy. */
  public static ConfigObject<Pod> plainPod(
      String namespace, String name, String address, Map<String, String> labels) {
    var container =
        new Container(
            "app",
            "app",
            List.of(),
            List.of(),
            Map.of(),
            List.of(new ContainerPort("web", 8080, "TCP")));
    var spec = new PodSpec(name + "-sa", "node1", false, List.of(container), "", "");
    List<String> ips = address.isEmpty() ? List.of() : List.of(address);
    var pod = new Pod(spec, "Running", ips, true, false);
    return object(new ObjectKey("", "Pod", namespace, name), labels, 0, pod);
  }

  /** A slice of {@code service} whose endpoints are {@code pod@address}, or addresses alone. */
  public static ConfigObject<EndpointSlice> slice(
      String namespace, String name, String service, String portName, int port, String... pods) {
    var endpoints = new ArrayList<SliceEndpoint>();
    for (String pod : pods) {
      int at = pod.indexOf('@');
      Optional<ObjectReference> reference =
          at < 0
              ? Optional.empty()
              : Optional.of(new ObjectReference("Pod", namespace, pod.substring(0, at), ""));
      endpoints.add(
          new SliceEndpoint(
              List.of(pod.substring(at + 1)), true, true, false, "", "", "", reference));
    }
    var spec =
        new EndpointSlice(
            service, "IPv4", endpoints, List.of(new SlicePort(portName, port, "TCP", "")));
    return object(
        new ObjectKey("discovery.k8s.io", "EndpointSlice", namespace, name), Map.of(), 0, spec);
  }

  public static ConfigObject<ServiceEntry> entry(
      String namespace, String name, int age, ServiceEntry spec) {
    return istio("ServiceEntry", namespace, name, age, spec);
  }

  public static ServiceEntry entrySpec(
      List<String> hosts,
      ServiceEntry.Resolution resolution,
      List<WorkloadEntry> endpoints,
      Optional<WorkloadSelector> selector,
      List<String> exportTo,
      int... ports) {
    var list = new ArrayList<PortSpec>();
    for (int port : ports) {
      list.add(new PortSpec(port, "HTTP", "http-" + port, OptionalInt.empty()));
    }
    return new ServiceEntry(
        hosts,
        List.of(),
        list,
        ServiceEntry.Location.MESH_INTERNAL,
        resolution,
        endpoints,
        selector,
        exportTo,
        List.of(),
        List.of());
  }

  public static WorkloadEntry workloadEntry(String address, Map<String, String> labels) {
    return new WorkloadEntry(address, Map.of(), labels, "", "", OptionalInt.empty(), "vm");
  }

  public static ConfigObject<WorkloadEntry> vm(
      String namespace, String name, String address, Map<String, String> labels) {
    return istio("WorkloadEntry", namespace, name, 0, workloadEntry(address, labels));
  }

  public static ConfigObject<VirtualService> virtualService(
      String namespace, String name, int age, VirtualService spec) {
    return istio("VirtualService", namespace, name, age, spec);
  }

  public static ConfigObject<VirtualService> routes(
      String namespace, String name, int age, String host, HttpRoute... http) {
    return virtualService(namespace, name, age, routesSpec(List.of(host), List.of(), http));
  }

  public static VirtualService routesSpec(
      List<String> hosts, List<String> exportTo, HttpRoute... http) {
    return new VirtualService(hosts, List.of(), List.of(http), List.of(), List.of(), exportTo);
  }

  public static HttpRoute route(String host, String subset) {
    return route(List.of(), host, subset, Optional.empty());
  }

  public static HttpRoute delegating(String prefix, String namespace, String name) {
    return route(List.of(prefix(prefix)), "", "", Optional.of(new Delegate(name, namespace)));
  }

  public static HttpRoute route(
      List<HttpMatch> match, String host, String subset, Optional<Delegate> delegate) {
    List<HttpRouteDestination> targets =
        host.isEmpty()
            ? List.of()
            : List.of(
                new HttpRouteDestination(
                    new Destination(host, subset, OptionalInt.empty()), 0, HeaderRules.NONE));
    return new HttpRoute(
        "",
        match,
        targets,
        Optional.empty(),
        Optional.empty(),
        delegate,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        HeaderRules.NONE,
        7);
  }

  public static HttpMatch prefix(String prefix) {
    return new HttpMatch(
        "",
        Optional.of(new StringMatch.Prefix(prefix)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        OptionalInt.empty(),
        Map.of(),
        List.of(),
        Map.of(),
        false,
        Map.of(),
        "",
        "",
        9);
  }

  public static ConfigObject<DestinationRule> rule(
      String namespace,
      String name,
      int age,
      String host,
      List<String> exportTo,
      String... subsets) {
    return rule(namespace, name, age, host, exportTo, Optional.empty(), subsets);
  }

  public static ConfigObject<DestinationRule> rule(
      String namespace,
      String name,
      int age,
      String host,
      List<String> exportTo,
      Optional<WorkloadSelector> selector,
      String... subsets) {
    var list =
        List.of(subsets).stream()
            .map(subset -> new Subset(subset, Map.of("version", subset), Optional.empty(), 5))
            .toList();
    return istio(
        "DestinationRule",
        namespace,
        name,
        age,
        new DestinationRule(host, Optional.empty(), list, exportTo, selector));
  }

  public static ConfigObject<Gateway> gateway(
      String namespace, String name, Map<String, String> selector) {
    return istio("Gateway", namespace, name, 0, new Gateway(selector, List.of()));
  }

  public static ConfigObject<Sidecar> sidecar(
      String namespace, String name, Optional<WorkloadSelector> selector, String... hosts) {
    List<SidecarEgress> egress =
        hosts.length == 0
            ? List.of()
            : List.of(
                new SidecarEgress(Optional.empty(), "", CaptureMode.DEFAULT, List.of(hosts), 3));
    return istio(
        "Sidecar",
        namespace,
        name,
        0,
        new Sidecar(selector, List.of(), egress, Optional.empty(), Optional.empty()));
  }

  public static ConfigObject<PeerAuthentication> peers(
      String namespace,
      String name,
      int age,
      Map<String, String> selector,
      MtlsMode mode,
      Map<Integer, MtlsMode> ports) {
    Optional<WorkloadSelector> picked =
        selector.isEmpty() ? Optional.empty() : Optional.of(new WorkloadSelector(selector));
    return object(
        new ObjectKey("security.istio.io", "PeerAuthentication", namespace, name),
        Map.of(),
        age,
        new PeerAuthentication(picked, mode, ports));
  }
}
