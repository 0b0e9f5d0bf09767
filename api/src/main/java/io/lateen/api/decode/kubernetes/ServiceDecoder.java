// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.kubernetes.Service;
import io.lateen.api.kubernetes.ServicePort;
import io.lateen.api.kubernetes.TargetPort;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes Services (Kubernetes API v1.ServiceSpec). */
public final class ServiceDecoder implements SpecDecoder<Service> {

  private static final String HEADLESS = "None";

  @Override
  public Service decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var type = type(in);
    var headless =
        HEADLESS.equals(in.string("clusterIP")) || in.strings("clusterIPs").contains(HEADLESS);
    var service =
        new Service(
            type,
            headless || type == Service.Type.EXTERNAL_NAME ? List.of() : clusterIps(in),
            headless,
            type == Service.Type.EXTERNAL_NAME ? in.requiredString("externalName") : "",
            in.strings("externalIPs"),
            loadBalancerAddresses(document),
            in.stringMap("selector"),
            in.objects("ports", ServiceDecoder::port),
            in.bool("publishNotReadyAddresses"),
            in.string("internalTrafficPolicy"),
            in.string("trafficDistribution"));
    checkPorts(in, service);
    return service;
  }

  private static Service.Type type(ObjectReader in) {
    return switch (in.string("type")) {
      case "", "ClusterIP" -> Service.Type.CLUSTER_IP;
      case "NodePort" -> Service.Type.NODE_PORT;
      case "LoadBalancer" -> Service.Type.LOAD_BALANCER;
      case "ExternalName" -> Service.Type.EXTERNAL_NAME;
      default -> {
        in.error("type", "must be ClusterIP, NodePort, LoadBalancer or ExternalName");
        yield Service.Type.CLUSTER_IP;
      }
    };
  }

  private static List<String> clusterIps(ObjectReader in) {
    var all = in.strings("clusterIPs");
    var one = in.string("clusterIP");
    if (!all.isEmpty()) {
      return all;
    }
    return one.isEmpty() ? List.of() : List.of(one);
  }

  private static List<String> loadBalancerAddresses(ObjectReader document) {
    var addresses = new ArrayList<String>();
    document
        .object("status")
        .flatMap(status -> status.object("loadBalancer"))
        .ifPresent(
            balancer ->
                balancer
                    .objects("ingress", part -> List.of(part.string("ip"), part.string("hostname")))
                    .forEach(addresses::addAll));
    addresses.removeIf(String::isEmpty);
    return addresses;
  }

  private static ServicePort port(ObjectReader in) {
    if (!in.has("port")) {
      in.error("port", "is required");
    }
    return new ServicePort(
        in.string("name"),
        in.integer("port", 1, 65_535),
        in.value("targetPort").flatMap(ServiceDecoder::targetPort).orElseGet(TargetPort.Same::new),
        PodSpecDecoder.transport(in),
        in.string("appProtocol"),
        in.integer("nodePort", 0, 65_535));
  }

  /** A number, or the name of a container port. */
  static Optional<TargetPort> targetPort(Value value) {
    if (value.node() instanceof Scalar(_, ScalarType type, _) && type == ScalarType.STRING) {
      return value.string().map(TargetPort.Name::new);
    }
    var number = value.integer(0, 65_535);
    return number.isPresent() && number.getAsInt() > 0
        ? Optional.of(new TargetPort.Number(number.getAsInt()))
        : Optional.empty();
  }

  private static void checkPorts(ObjectReader in, Service service) {
    var names = service.ports().stream().map(ServicePort::name).toList();
    if (names.size() > 1 && names.contains("")) {
      in.error("ports", "every port needs a name when there is more than one");
    }
    if (names.stream().distinct().count() < names.size()) {
      in.warning("ports", "two ports have one name, by which their endpoints are found", "");
    }
  }
}
