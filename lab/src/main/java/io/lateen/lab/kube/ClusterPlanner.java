// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.Container;
import io.lateen.api.kubernetes.Deployment;
import io.lateen.api.kubernetes.Service;
import io.lateen.lab.LabException;
import io.lateen.lab.topology.AddressPlan;
import io.lateen.lab.topology.Cable;
import io.lateen.lab.topology.LabNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Places the pods of all Deployments on the hosts, one after the other, and gives each service a
 * virtual address. Pure but for the random source that makes names; one use per object.
 */
public final class ClusterPlanner {

  private final LabNames names;
  private final AddressPlan addresses;
  private final int hosts;
  private final PodNames podNames;
  private final int[] podsOnHost;
  private final List<PodPlan> pods = new ArrayList<>();
  private final List<ServicePlan> services = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  /** A planner for {@code hosts} hosts, 1 to {@link AddressPlan#MAX_HOSTS}. */
  public ClusterPlanner(LabNames names, AddressPlan addresses, int hosts, RandomGenerator random) {
    this.names = names;
    this.addresses = addresses;
    this.hosts = hosts;
    this.podNames = new PodNames(random);
    this.podsOnHost = new int[hosts + 1];
  }

  /**
   * Plans what the documents ask for.
   *
   * @throws LabException when an image is not one of ours or the lab is too small
   */
  public ClusterPlan plan(List<Document> documents) throws LabException {
    var namespaces = new TreeSet<String>();
    namespaces.add("default");
    for (var document : documents) {
      var object = document.object();
      if (!object.namespace().isEmpty()) {
        namespaces.add(object.namespace());
      }
      switch (object.spec()) {
        case Service service -> add(object, service, document.json());
        case Deployment deployment -> {
          others.add(document.json());
          add(object, deployment);
        }
        default -> others.add(document.json());
      }
    }
    return new ClusterPlan(List.copyOf(namespaces), services, pods, others);
  }

  private void add(ConfigObject<?> object, Service service, String json) throws LabException {
    boolean addressless = service.headless() || service.type() == Service.Type.EXTERNAL_NAME;
    if (services.size() >= AddressPlan.MAX_SERVICES) {
      throw tooMany("services", AddressPlan.MAX_SERVICES);
    }
    var address = addressless ? "" : addresses.service(services.size());
    services.add(new ServicePlan(object.namespace(), object.name(), service, address, json));
  }

  private void add(ConfigObject<?> object, Deployment deployment) throws LabException {
    var hash = PodNames.templateHash(deployment);
    for (int replica = 0; replica < deployment.replicas(); replica++) {
      pods.add(pod(object, deployment, hash));
    }
  }

  private PodPlan pod(ConfigObject<?> object, Deployment deployment, String hash)
      throws LabException {
    int host = pods.size() % hosts + 1;
    if (podsOnHost[host] >= AddressPlan.MAX_PODS_PER_HOST) {
      throw tooMany("pods on one host", AddressPlan.MAX_PODS_PER_HOST);
    }
    var template = deployment.template();
    var container = runnable(object, template.spec().containers());
    var name = podNames.next(object.name(), hash);
    var cable =
        new Cable(
            names.podNamespace(object.namespace(), name),
            addresses.pod(host, podsOnHost[host]++),
            host);
    boolean meshed = isMeshed(template.labels(), template.annotations());
    return new PodPlan(
        object.namespace(),
        name,
        "",
        host,
        names.host(host),
        cable,
        labels(object.name(), template.labels(), hash, meshed),
        template.annotations(),
        template.spec().effectiveServiceAccount(),
        template.spec().containers(),
        meshed,
        Program.of(container.image()).orElseThrow(),
        port(container));
  }

  /** The first container that we have a program for. */
  private static Container runnable(ConfigObject<?> object, List<Container> containers)
      throws LabException {
    for (var container : containers) {
      if (Program.of(container.image()).isPresent()) {
        return container;
      }
    }
    var images = containers.stream().map(Container::image).toList();
    throw new LabException(
        LabException.BAD_INPUT,
        "%s: the lab has no program for %s of %s"
            .formatted(object.origin(), images, object.key().display()),
        "use the image names of Bookinfo, as in samples/bookinfo/kube");
  }

  private static int port(Container container) {
    return container.ports().isEmpty() ? 9080 : container.ports().getFirst().containerPort();
  }

  /** Istio's switch, as a label or (older) an annotation of the pod. */
  private static boolean isMeshed(Map<String, String> labels, Map<String, String> annotations) {
    var key = "sidecar.istio.io/inject";
    return !"false".equals(labels.getOrDefault(key, annotations.get(key)));
  }

  /**
   * The template's labels with those that Istio's injector adds ({@code
   * manifests/charts/istio-control/istio-discovery/files/injection-template.yaml}).
   */
  private static Map<String, String> labels(
      String deployment, Map<String, String> template, String hash, boolean meshed) {
    var labels = new LinkedHashMap<>(template);
    labels.put("pod-template-hash", hash);
    if (meshed) {
      labels.put("security.istio.io/tlsMode", "istio");
      labels.put("service.istio.io/canonical-name", first(template, deployment, NAME_LABELS));
      labels.put("service.istio.io/canonical-revision", first(template, "latest", REVISION_LABELS));
    }
    return labels;
  }

  private static final List<String> NAME_LABELS =
      List.of("service.istio.io/canonical-name", "app.kubernetes.io/name", "app");

  private static final List<String> REVISION_LABELS =
      List.of("service.istio.io/canonical-revision", "app.kubernetes.io/version", "version");

  private static String first(Map<String, String> labels, String fallback, List<String> keys) {
    return keys.stream()
        .map(key -> labels.getOrDefault(key, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(fallback);
  }

  private static LabException tooMany(String what, int limit) {
    return new LabException(
        LabException.BAD_INPUT,
        "the lab runs at most " + limit + " " + what,
        "ask for fewer, or for more hosts with --hosts");
  }
}
