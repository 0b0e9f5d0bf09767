// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.sample;

import static io.lateen.mesh.sample.Objects.delegating;
import static io.lateen.mesh.sample.Objects.entry;
import static io.lateen.mesh.sample.Objects.entrySpec;
import static io.lateen.mesh.sample.Objects.route;
import static io.lateen.mesh.sample.Objects.routesSpec;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Origin;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.kubernetes.Namespace;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.security.MtlsMode;
import io.lateen.testkit.law.Choices;
import io.lateen.testkit.law.Gen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Random configuration over few names, so that objects meet. */
public final class RandomObjects {

  private RandomObjects() {}

  public static final List<String> NAMESPACES = List.of("a", "b", "istio-system");
  public static final List<String> NAMES = List.of("x", "y");

  /** Every host that a random object can declare. */
  public static final List<String> HOSTS =
      List.of(
          "x.a.svc.cluster.local",
          "y.b.svc.cluster.local",
          "x.istio-system.svc.cluster.local",
          "web.example.com",
          "*.example.com");

  private static final Gen<String> NAMESPACE = Gen.of(NAMESPACES);
  private static final Gen<String> NAME = Gen.of(NAMES);
  private static final Gen<String> HOST = Gen.of(HOSTS);
  private static final Gen<String> SHORT_HOST =
      Gen.of("x", "y", "x.a.svc.cluster.local", "*.example.com", "web.example.com");
  private static final Gen<Integer> AGE = Gen.integer(0, 3);
  private static final Gen<Integer> PORT = Gen.of(80, 9080);
  private static final Gen<Map<String, String>> LABELS =
      Gen.of(Map.of(), Map.of("app", "x"), Map.of("app", "y"), Map.of("app", "x", "version", "v1"));
  private static final Gen<String> ADDRESS = Gen.of("10.1.0.1", "10.1.0.2", "10.1.0.3");
  private static final Gen<List<String>> EXPORT_TO =
      Gen.of(List.of(), List.of("*"), List.of("."), List.of("b"), List.of("~"), List.of(".", "b"));
  private static final Gen<MtlsMode> MODE =
      Gen.of(MtlsMode.UNSET, MtlsMode.STRICT, MtlsMode.PERMISSIVE, MtlsMode.DISABLE);
  private static final Gen<String> FILTER =
      Gen.of(
          "*/*",
          "./*",
          "a/*",
          "*/*.example.com",
          "~/x.a.svc.cluster.local",
          "a/x.a.svc.cluster.local");

  /** Changes of services. */
  public static Gen<ConfigDelta> services() {
    return deltas(Gen.oneOf(RandomObjects::service, RandomObjects::serviceEntry));
  }

  /** Changes of everything that endpoints depend on. */
  public static Gen<ConfigDelta> endpoints() {
    return deltas(
        Gen.oneOf(
            RandomObjects::service,
            RandomObjects::slice,
            RandomObjects::pod,
            RandomObjects::serviceEntry,
            RandomObjects::vm,
            RandomPolicies::node));
  }

  /** Changes of workloads. */
  public static Gen<ConfigDelta> workloads() {
    return deltas(Gen.oneOf(RandomObjects::pod, RandomObjects::vm, RandomPolicies::node));
  }

  /** Changes of policies that apply to workloads. */
  public static Gen<ConfigDelta> policies() {
    return deltas(RandomPolicies::any);
  }

  /** Changes of policies for services. */
  public static Gen<ConfigDelta> servicePolicies() {
    return deltas(RandomPolicies::servicePolicy);
  }

  /** Changes of objects that are read as they are. */
  public static Gen<ConfigDelta> inventory() {
    return deltas(Gen.oneOf(RandomObjects::namespace, RandomPolicies::inventory));
  }

  public static Gen<ConfigDelta> virtualServices() {
    return deltas(RandomObjects::virtualService);
  }

  public static Gen<ConfigDelta> destinationRules() {
    return deltas(RandomObjects::destinationRule);
  }

  public static Gen<ConfigDelta> gateways() {
    return deltas(
        choices ->
            Objects.gateway(NAMESPACE.draw(choices), NAME.draw(choices), LABELS.draw(choices)));
  }

  public static Gen<ConfigDelta> sidecars() {
    return deltas(RandomObjects::sidecar);
  }

  public static Gen<ConfigDelta> peerAuthentications() {
    return deltas(RandomObjects::peers);
  }

  public static Gen<ConfigDelta> settings() {
    return deltas(RandomObjects::meshConfig);
  }

  /** Changes of anything. */
  public static Gen<ConfigDelta> everything() {
    return deltas(
        Gen.oneOf(
            RandomObjects::service,
            RandomObjects::slice,
            RandomObjects::pod,
            RandomObjects::serviceEntry,
            RandomObjects::vm,
            RandomObjects::virtualService,
            RandomObjects::destinationRule,
            RandomObjects::sidecar,
            RandomObjects::peers,
            RandomObjects::meshConfig,
            RandomObjects::namespace,
            RandomPolicies::any,
            RandomPolicies::servicePolicy,
            RandomRoutes::any,
            RandomPolicies::node,
            RandomPolicies::inventory));
  }

  /** Changes of some of these objects. */
  public static Gen<ConfigDelta> deltas(Gen<ConfigObject<?>> objects) {
    return choices -> {
      var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
      var removals = new ArrayList<ObjectKey>();
      for (ConfigObject<?> object : objects.list(1, 4).draw(choices)) {
        if (choices.next(4) == 3) {
          removals.add(object.key());
        } else {
          upserts.put(object.key(), object);
        }
      }
      removals.forEach(upserts::remove);
      return new ConfigDelta(upserts, new TreeSet<>(removals));
    };
  }

  private static ConfigObject<?> service(Choices choices) {
    String namespace = NAMESPACE.draw(choices);
    String name = NAME.draw(choices);
    return switch ((int) choices.next(4)) {
      case 1 -> Objects.headless(namespace, name, PORT.draw(choices));
      case 2 -> Objects.alias(namespace, name, HOST.draw(choices));
      default -> Objects.service(namespace, name, LABELS.draw(choices), PORT.draw(choices));
    };
  }

  private static ConfigObject<?> serviceEntry(Choices choices) {
    Map<String, String> selector = LABELS.draw(choices);
    List<String> addresses = selector.isEmpty() ? ADDRESS.list(0, 2).draw(choices) : List.of();
    var spec =
        entrySpec(
            HOST.list(1, 2).draw(choices),
            Gen.of(ServiceEntry.Resolution.STATIC, ServiceEntry.Resolution.DNS).draw(choices),
            addresses.stream().map(one -> Objects.workloadEntry(one, Map.of())).toList(),
            selector.isEmpty() ? Optional.empty() : Optional.of(new WorkloadSelector(selector)),
            EXPORT_TO.draw(choices),
            PORT.draw(choices));
    return entry(NAMESPACE.draw(choices), NAME.draw(choices), AGE.draw(choices), spec);
  }

  private static ConfigObject<?> slice(Choices choices) {
    int port = PORT.draw(choices);
    String[] pods =
        Gen.of("x@10.1.0.1", "y@10.1.0.2", "10.1.0.3", "x@10.1.0.2")
            .list(0, 3)
            .draw(choices)
            .toArray(String[]::new);
    return Objects.slice(
        NAMESPACE.draw(choices),
        NAME.draw(choices) + "-1",
        NAME.draw(choices),
        "http-" + port,
        port,
        pods);
  }

  private static ConfigObject<?> pod(Choices choices) {
    String namespace = NAMESPACE.draw(choices);
    String name = NAME.draw(choices);
    String address = ADDRESS.draw(choices);
    Map<String, String> labels = LABELS.draw(choices);
    return choices.next(3) == 2
        ? Objects.plainPod(namespace, name, address, labels)
        : Objects.pod(namespace, name, address, labels);
  }

  private static ConfigObject<?> vm(Choices choices) {
    return Objects.vm(
        NAMESPACE.draw(choices), NAME.draw(choices), ADDRESS.draw(choices), LABELS.draw(choices));
  }

  private static ConfigObject<?> virtualService(Choices choices) {
    List<HttpRoute> http = new ArrayList<>();
    http.add(route(SHORT_HOST.draw(choices), choices.next(2) == 0 ? "" : "v1"));
    if (choices.next(3) == 2) {
      http.add(delegating("/", NAMESPACE.draw(choices), NAME.draw(choices)));
    }
    List<String> hosts = choices.next(4) == 3 ? List.of() : SHORT_HOST.list(1, 2).draw(choices);
    var spec = routesSpec(hosts, EXPORT_TO.draw(choices), http.toArray(HttpRoute[]::new));
    return Objects.virtualService(
        NAMESPACE.draw(choices), NAME.draw(choices), AGE.draw(choices), spec);
  }

  private static ConfigObject<?> destinationRule(Choices choices) {
    Map<String, String> selector = LABELS.draw(choices);
    return Objects.rule(
        NAMESPACE.draw(choices),
        NAME.draw(choices),
        AGE.draw(choices),
        SHORT_HOST.draw(choices),
        EXPORT_TO.draw(choices),
        selector.isEmpty() ? Optional.empty() : Optional.of(new WorkloadSelector(selector)),
        Gen.of("v1", "v2").list(0, 2).draw(choices).stream().distinct().toArray(String[]::new));
  }

  private static ConfigObject<?> sidecar(Choices choices) {
    Map<String, String> selector = LABELS.draw(choices);
    return Objects.sidecar(
        NAMESPACE.draw(choices),
        NAME.draw(choices),
        selector.isEmpty() ? Optional.empty() : Optional.of(new WorkloadSelector(selector)),
        FILTER.list(0, 2).draw(choices).toArray(String[]::new));
  }

  private static ConfigObject<?> peers(Choices choices) {
    return Objects.peers(
        NAMESPACE.draw(choices),
        NAME.draw(choices),
        AGE.draw(choices),
        LABELS.draw(choices),
        MODE.draw(choices),
        choices.next(2) == 0 ? Map.of() : Map.of(9080, MODE.draw(choices)));
  }

  private static ConfigObject<?> namespace(Choices choices) {
    var key = new ObjectKey("", "Namespace", "", NAMESPACE.draw(choices));
    return Objects.object(key, LABELS.draw(choices), 0, new Namespace());
  }

  private static ConfigObject<?> meshConfig(Choices choices) {
    MeshConfig base = MeshConfig.DEFAULT;
    var spec =
        new MeshConfig(
            base.trustDomain(),
            base.trustDomainAliases(),
            Gen.of("istio-system", "a").draw(choices),
            Duration.ofSeconds(10),
            base.enableAutoMtls(),
            base.outboundTrafficPolicy(),
            base.inboundTrafficPolicy(),
            base.protocolDetectionTimeout(),
            base.tcpKeepalive(),
            exportDefault(choices),
            exportDefault(choices),
            exportDefault(choices),
            base.localityLb(),
            base.dnsRefreshRate(),
            base.h2Upgrade(),
            base.defaultHttpRetryPolicy(),
            base.pathNormalization(),
            base.proxyListenPort(),
            base.proxyInboundListenPort(),
            base.minMeshTlsVersion(),
            base.accessLogFile(),
            base.telemetry(),
            base.defaultConfig(),
            base.ingress(),
            base.visibility(),
            base.tls(),
            base.traffic(),
            base.networks(),
            base.securityFilters());
    boolean own = choices.next(2) == 0;
    var key =
        own
            ? new ObjectKey("lateen.io", "MeshConfig", "", "default")
            : new ObjectKey("", "ConfigMap", "istio-system", "istio");
    return new ConfigObject<>(
        key, ObjectMeta.of(key.namespace(), key.name()), spec, Origin.UNKNOWN);
  }

  private static List<String> exportDefault(Choices choices) {
    return Gen.of(List.of("*"), List.of(".")).draw(choices);
  }
}
