// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.extension;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.AsyncDataSource;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.envoyproxy.envoy.config.core.v3.RemoteDataSource;
import io.lateen.api.extensions.WasmModule;
import io.lateen.translate.envoy.ProtoValues;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Where a module comes from. */
sealed interface ModuleSource {

  /** Longest wait for a module (Istio: model/extensions.go). */
  Duration FETCH_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Envoy gets it itself.
   *
   * @param cluster leads to the server; absent for a file
   */
  record Fetched(AsyncDataSource data, Optional<Cluster> cluster) implements ModuleSource {}

  /** Nobody here can get it. */
  record Unserved(String reason, String fix) implements ModuleSource {}

  static ModuleSource of(WasmModule module) {
    URI uri;
    try {
      uri = new URI(module.url());
    } catch (URISyntaxException e) {
      return new Unserved(
          "the URL is not one: " + e.getReason(), "write it as in https://HOST/PATH");
    }
    var scheme = uri.getScheme() == null ? "oci" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "file" -> file(module.url().substring("file://".length()));
      case "http", "https" -> remote(module, uri, scheme.equals("https"));
      default ->
          new Unserved(
              "modules are not fetched by " + scheme,
              "serve the module by https and give its sha256");
    };
  }

  private static ModuleSource file(String path) {
    var data = AsyncDataSource.newBuilder().setLocal(DataSource.newBuilder().setFilename(path));
    return new Fetched(data.build(), Optional.empty());
  }

  private static ModuleSource remote(WasmModule module, URI uri, boolean encrypted) {
    if (module.sha256().isEmpty()) {
      return new Unserved(
          "Envoy fetches only modules whose checksum is given", "set sha256 to that of the module");
    }
    if (uri.getHost() == null) {
      return new Unserved("the URL names no host", "write it as in https://HOST/PATH");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : encrypted ? 443 : 80;
    var cluster = FetchCluster.of(uri.getHost(), port, encrypted);
    var data =
        AsyncDataSource.newBuilder()
            .setRemote(
                RemoteDataSource.newBuilder()
                    .setSha256(module.sha256())
                    .setHttpUri(
                        HttpUri.newBuilder()
                            .setUri(module.url())
                            .setCluster(cluster.getName())
                            .setTimeout(ProtoValues.duration(FETCH_TIMEOUT))));
    return new Fetched(data.build(), Optional.of(cluster));
  }
}
