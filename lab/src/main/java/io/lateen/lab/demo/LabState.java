// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.kube.ClusterPlan;
import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.kube.ServicePlan;
import io.lateen.lab.topology.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a lab consists of, written before the first piece of it is made, so that any process can
 * show it and take it down.
 *
 * @param started ISO 8601
 * @param namespaces network namespaces
 */
public record LabState(
    String prefix,
    String network,
    int hosts,
    String started,
    List<String> namespaces,
    List<Pod> pods,
    List<Service> services) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the lists. */
  public LabState {
    namespaces = List.copyOf(namespaces);
    pods = List.copyOf(pods);
    services = List.copyOf(services);
  }

  /** One pod. */
  public record Pod(
      String namespace,
      String name,
      String uid,
      String host,
      String address,
      String networkNamespace,
      String program,
      String version,
      int port,
      boolean meshed) {}

  /** One service and its first port. */
  public record Service(String namespace, String name, String address, int port) {}

  static LabState of(NetworkPlan network, ClusterPlan cluster, Instant now) {
    return new LabState(
        network.names().prefix(),
        network.addresses().hostNetwork(),
        network.hosts(),
        now.toString(),
        network.namespaces(),
        cluster.pods().stream().map(LabState::of).toList(),
        cluster.services().stream().map(LabState::of).toList());
  }

  private static Pod of(PodPlan pod) {
    return new Pod(
        pod.namespace(),
        pod.name(),
        pod.uid(),
        pod.hostName(),
        pod.address(),
        pod.cable().namespace(),
        pod.program().service(),
        pod.program().version(),
        pod.port(),
        pod.meshed());
  }

  private static Service of(ServicePlan service) {
    var ports = service.service().ports();
    return new Service(
        service.namespace(),
        service.name(),
        service.clusterIp(),
        ports.isEmpty() ? 0 : ports.getFirst().port());
  }

  /** The same with the identities of the pods. */
  LabState identified(ClusterPlan cluster) {
    return new LabState(
        prefix,
        network,
        hosts,
        started,
        namespaces,
        cluster.pods().stream().map(LabState::of).toList(),
        services);
  }

  /** The first pod that runs a program, of any version. */
  public Optional<Pod> pod(String program) {
    return pods.stream().filter(pod -> pod.program().equals(program)).findFirst();
  }

  void write(Path file) throws IOException {
    var next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, JSON.writeValueAsString(this));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Empty when there is no such file or it is not one of ours. */
  static Optional<LabState> read(Path file) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), LabState.class));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }
}
