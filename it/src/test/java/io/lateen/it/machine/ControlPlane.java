// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A control plane on the loopback of a machine, with ports that were free.
 *
 * @param process the running one
 * @param lateen commands with its credential
 * @param watched the folder it watches
 */
public record ControlPlane(RunningCommand process, Lateen lateen, Path watched)
    implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(20);

  /**
   * Starts one and waits for its word.
   *
   * @param folder for its settings, its credential and its watched folder; exists
   * @param data folder of the store and the keys
   */
  public static ControlPlane start(Machine machine, Path folder, String data)
      throws IOException, InterruptedException {
    var watched = Files.createDirectories(folder.resolve("watched"));
    var credential = folder.resolve("credential.json");
    var settings = settings(folder, data, 0, 0);
    var process = Lateen.on(machine).launch("control-plane", "--config", settings.toString());
    process.awaitWord("ready\n", START);
    return new ControlPlane(
        process, Lateen.on(machine).with("LATEEN_CREDENTIAL", credential.toString()), watched);
  }

  /** Writes settings; a port 0 is a free one. */
  public static Path settings(Path folder, String data, int xds, int api) throws IOException {
    return Files.writeString(
        folder.resolve("control-plane.yaml"),
        """
        dataDir: %s
        xds: {host: 127.0.0.1, port: %d}
        api: {host: 127.0.0.1, port: %d}
        configDirs: [%s]
        adminCredential: %s
        """
            .formatted(
                data, xds, api, folder.resolve("watched"), folder.resolve("credential.json")));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.signal("TERM");
    process.await(STOP);
  }
}
