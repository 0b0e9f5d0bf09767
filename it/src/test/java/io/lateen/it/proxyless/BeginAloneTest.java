// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InsecureServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.lateen.it.machine.Eventually;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that starts while the control plane is away, at an agent that has restarted. */
@Tag("once")
class BeginAloneTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TARGET = "xds:///echo.shop.svc.cluster.local:8080";

  @TempDir Path folder;

  @Test
  void itsLibraryGetsWhatTheLastOneAccepted() throws Exception {
    var backend =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(Documents.FIRST, 0), InsecureServerCredentials.create())
            .addService(Echo.service("v1"))
            .build()
            .start();
    try (var node = new ProxylessNode(folder, Documents.mesh(backend.getPort(), 1))) {
      node.apply(Documents.SUBSETS + Documents.shares(100, 0));
      var bootstrap = node.serve("shop", "client");
      assertThat(call(bootstrap)).startsWith("OK v1");
      var saved = node.lastGood("shop", "client");
      Eventually.within(PATIENCE, () -> "nothing is saved", () -> Files.exists(saved));

      node.goOnAlone();

      assertThat(call(bootstrap)).startsWith("OK v1");
    } finally {
      backend.shutdownNow();
    }
  }

  /** In a process of its own: libraries of one process share what they know. */
  private static String call(String bootstrap) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dio.grpc.xds.bootstrapConfig=" + bootstrap,
                "-cp",
                System.getProperty("java.class.path"),
                CallOnce.class.getName(),
                TARGET)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      var said = process.inputReader().readAllAsString();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
