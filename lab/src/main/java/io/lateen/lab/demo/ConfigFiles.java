// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.kube.PodPlan;
import io.lateen.lab.topology.AddressPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what control plane, agents and pods read at their start. */
final class ConfigFiles {

  static final int XDS_PORT = 15012;
  static final int API_PORT = 15014;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StateFolder folder;
  private final AddressPlan addresses;

  ConfigFiles(StateFolder folder, AddressPlan addresses) {
    this.folder = folder;
    this.addresses = addresses;
  }

  /** The folders, those with secrets open to root only. */
  void makeFolders(List<String> hosts) throws IOException {
    makeOpen(folder.root());
    for (var open : List.of("pids", "logs", "apps", "config")) {
      makeOpen(folder.root().resolve(open));
    }
    makePrivate(folder.controlPlane());
    for (var host : hosts) {
      // Envoy's user passes through to its socket; the agent narrows what is inside.
      makeOpen(folder.host(host));
      makeOpen(folder.host(host).resolve("run"));
      makePrivate(folder.host(host).resolve("state"));
      makePrivate(folder.host(host).resolve("workloads"));
    }
  }

  /** Returns the file that {@code control-plane --config} takes. */
  Path controlPlane() throws IOException {
    var config = JSON.createObjectNode();
    config.put("dataDir", folder.controlPlane().resolve("data").toString());
    listen(config.putObject("xds"), XDS_PORT);
    listen(config.putObject("api"), API_PORT);
    config.putArray("configDirs").add(folder.watched().toString());
    config.put("adminCredential", folder.credential().toString());
    config.putArray("serverNames").add(addresses.controlPlane());
    return write(folder.controlPlane().resolve("config.json"), config.toPrettyString());
  }

  /** Returns the file that {@code agent --config} takes. */
  Path agent(String host, String hostAddress, Path envoy, String joinToken) throws IOException {
    var home = folder.host(host);
    var token = writePrivate(home.resolve("join-token"), joinToken);
    var config = JSON.createObjectNode();
    config.put("node", host);
    config.putArray("controlPlane").add(addresses.controlPlane() + ":" + XDS_PORT);
    config.put("controlPlaneCa", folder.controlPlaneCa().toString());
    config.put("joinTokenFile", token.toString());
    config.put("stateDir", home.resolve("state").toString());
    config.put("runDir", home.resolve("run").toString());
    config.put("workloadsDir", home.resolve("workloads").toString());
    config.put("envoy", envoy.toString());
    var dns = config.putObject("dns").put("address", hostAddress);
    // The lab has no way out; a closed port answers at once where a lost packet would not.
    dns.putArray("upstreams").add(addresses.controlPlane() + ":53");
    return write(home.resolve("agent.json"), config.toPrettyString());
  }

  void controlPlaneCa(String pem) throws IOException {
    write(folder.controlPlaneCa(), pem);
  }

  /** Tells the agent of a host where a pod's network is, as a CNI plugin would. */
  void register(PodPlan pod) throws IOException {
    var document = JSON.createObjectNode().put("uid", pod.uid());
    document.put("netns", "/run/netns/" + pod.cable().namespace());
    var workloads = folder.host(pod.hostName()).resolve("workloads");
    var next = write(workloads.resolve(pod.uid() + ".new"), document.toString());
    Files.move(next, workloads.resolve(pod.uid() + ".json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * What the pod sees as {@code /etc/resolv.conf} and {@code /etc/hosts}, as a kubelet writes it.
   */
  void nameResolution(PodPlan pod, String dns) throws IOException {
    var etc = NetnsFiles.of(pod.cable().namespace());
    makeOpen(etc);
    var domain = "svc.cluster.local";
    write(
        etc.resolve("resolv.conf"),
        "nameserver %s\nsearch %s.%s %s cluster.local\noptions ndots:5\n"
            .formatted(dns, pod.namespace(), domain, domain));
    write(
        etc.resolve("hosts"),
        "127.0.0.1 localhost\n%s %s\n%s outside.lateen.test\n"
            .formatted(pod.address(), pod.name(), addresses.outside()));
  }

  private void listen(ObjectNode out, int port) {
    out.put("host", addresses.controlPlane()).put("port", port);
  }

  /** Readable for all, whatever the umask of the user is. */
  private static void makeOpen(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void makePrivate(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static Path writePrivate(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }
}
