// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.lateen.it.machine.EnvoyBinary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Envoy that asks the server for everything. */
final class WalkedEnvoy implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI dump;

  private WalkedEnvoy(Process process, Path folder, String admin) {
    this.process = process;
    this.folder = folder;
    this.dump = URI.create("http://" + admin + "/config_dump?include_eds");
  }

  /** Listeners that end drain at once: until then they keep their routes. */
  static WalkedEnvoy start(Variant variant, int port, Path folder)
      throws IOException, InterruptedException {
    var address = folder.resolve("admin");
    var bootstrap = Files.writeString(folder.resolve("bootstrap.json"), bootstrap(variant, port));
    var process =
        new ProcessBuilder(
                EnvoyBinary.underTest().toString(),
                "-c",
                bootstrap.toString(),
                "--admin-address-path",
                address.toString(),
                "--concurrency",
                "1",
                "--disable-hot-restart",
                "--drain-time-s",
                "0",
                "--log-level",
                "warning")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("envoy.log").toFile())
            .start();
    var end = System.nanoTime() + START.toNanos();
    while (!Files.exists(address) || Files.size(address) == 0) {
      if (System.nanoTime() > end || process.waitFor(20, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            "Envoy does not run:\n" + Files.readString(folder.resolve("envoy.log")));
      }
    }
    return new WalkedEnvoy(process, folder, Files.readString(address).strip());
  }

  private static String bootstrap(Variant variant, int port) throws IOException {
    var source = print(variant.source());
    var stream = variant.aggregated() ? "\"ads_config\": " + print(variant.stream()) + "," : "";
    return """
        {
          "node": {"id": "walk", "cluster": "walk"},
          "admin": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}}},
          "dynamic_resources": {%s "lds_config": %s, "cds_config": %s},
          "static_resources": {"clusters": [%s]}
        }
        """
        .formatted(stream, source, source, print(controlPlane(port)));
  }

  private static Cluster controlPlane(int port) {
    var cluster =
        Cluster.newBuilder().setName(Variant.CONTROL_PLANE).setType(Cluster.DiscoveryType.STATIC);
    cluster.getConnectTimeoutBuilder().setSeconds(1);
    cluster.getHttp2ProtocolOptionsBuilder();
    cluster
        .getLoadAssignmentBuilder()
        .setClusterName(Variant.CONTROL_PLANE)
        .addEndpointsBuilder()
        .addLbEndpointsBuilder()
        .getEndpointBuilder()
        .getAddressBuilder()
        .getSocketAddressBuilder()
        .setAddress("127.0.0.1")
        .setPortValue(port);
    return cluster.build();
  }

  private static String print(Message message) throws IOException {
    return JsonFormat.printer().preservingProtoFieldNames().print(message);
  }

  /** What Envoy says that it has. */
  Holdings holdings() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IOException("Envoy ended:\n" + Files.readString(folder.resolve("envoy.log")));
    }
    var answer =
        http.send(HttpRequest.newBuilder(dump).build(), HttpResponse.BodyHandlers.ofString());
    JsonNode root = JSON.readTree(answer.body());
    return Holdings.of(root);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.shutdownNow();
  }
}
