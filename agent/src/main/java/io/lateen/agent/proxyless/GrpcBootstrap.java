// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import static io.lateen.agent.envoy.JsonText.object;

import io.lateen.agent.envoy.JsonText;
import io.lateen.agent.envoy.ProxyNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The file that a gRPC library with xDS starts with (gRFC A27, A29, A36; Istio: {@code
 * pkg/istio-agent/grpcxds/grpc_bootstrap.go}).
 */
public final class GrpcBootstrap {

  /** How often files are looked at; certificates are renewed hours before they end. */
  static final Duration REFRESH = Duration.ofSeconds(10);

  private static final String SERVER_NAMES = "xds.istio.io/grpc/lds/inbound/%s";
  private static final String CERTIFICATES = "default";

  private GrpcBootstrap() {}

  /**
   * The file's text. The stream needs no TLS: the socket admits nobody but the workload.
   *
   * @param socket of the agent, for this workload
   */
  public static String text(ProxyNode node, Path socket, GrpcFiles files) {
    var metadata = new LinkedHashMap<>(node.metadata());
    metadata.put("GENERATOR", "grpc");
    return JsonText.render(
        object(
            "xds_servers",
            List.of(
                object(
                    "server_uri",
                    "unix://" + socket.toAbsolutePath(),
                    "channel_creds",
                    List.of(object("type", "insecure")),
                    "server_features",
                    List.of("xds_v3"))),
            "node",
            object("id", node.id(), "cluster", node.serviceCluster(), "metadata", metadata),
            "certificate_providers",
            object(CERTIFICATES, object("plugin_name", "file_watcher", "config", watcher(files))),
            "server_listener_resource_name_template",
            SERVER_NAMES));
  }

  private static Object watcher(GrpcFiles files) {
    return object(
        "certificate_file",
        files.chain().toString(),
        "private_key_file",
        files.key().toString(),
        "ca_certificate_file",
        files.roots().toString(),
        "refresh_interval",
        REFRESH.toSeconds() + "s");
  }
}
