// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.client.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A control plane in a process of its own, as the launcher starts it.
 *
 * @param port of the agents
 * @param ready from the start of the process to its word that it is ready
 */
public record ServerProcess(Process process, int port, Duration ready, Credential admin)
    implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("ready: agents on port (\\d+)");

  /** Starts one and waits for its word. */
  public static ServerProcess start(Path home, Path config, Path scratch) throws Exception {
    var credential = scratch.resolve("credential.json");
    var settings =
        Files.writeString(
            scratch.resolve("control-plane.yaml"),
            """
            dataDir: data
            xds: {host: 127.0.0.1, port: 0}
            api: {host: 127.0.0.1, port: 0}
            configDirs: [%s]
            adminCredential: %s
            """
                .formatted(config, credential));
    var log = scratch.resolve("control-plane.log");
    var builder =
        new ProcessBuilder(
                home.resolve("lateen").toString(), "control-plane", "--config", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("LATEEN_REBUILD", "never");
    long begin = System.nanoTime();
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    while (process.isAlive()) {
      var found = READY.matcher(Files.readString(log));
      if (found.find()) {
        return new ServerProcess(
            process,
            Integer.parseInt(found.group(1)),
            Duration.ofNanos(System.nanoTime() - begin),
            Credential.read(credential));
      }
      Thread.sleep(10);
    }
    throw new IOException("the control plane did not start:\n" + Files.readString(log));
  }

  long pid() {
    return process.pid();
  }

  /** Processor time of a process until now. */
  public static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Bytes of live objects of a process that is a JVM; collects its garbage. */
  static long liveHeap(Process process) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var histogram = new ProcessBuilder(jcmd, "" + process.pid(), "GC.class_histogram").start();
    var lines = histogram.inputReader().readAllLines();
    var total = lines.isEmpty() ? "" : lines.getLast();
    if (!total.startsWith("Total")) {
      throw new IOException("jcmd told no heap: " + total);
    }
    return Long.parseLong(total.split("\\s+")[2]);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
