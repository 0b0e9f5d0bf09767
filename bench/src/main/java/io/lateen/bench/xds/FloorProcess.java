// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * A {@link FloorServer} in a process of its own, with an authority of its own.
 *
 * @param port of the proxies
 * @param url where edits are posted
 * @param identity what proxies connect with
 */
record FloorProcess(Process process, int port, String url, NodeIdentity identity)
    implements AutoCloseable {

  private static final int WARM_PROXIES = 30;
  private static final int WARM_EDITS = 20;

  /**
   * Starts it.
   *
   * @param client whose roots the floor program trusts
   */
  static FloorProcess start(Recording recording, NodeIdentity client, Path scratch)
      throws IOException {
    var folder = Files.createDirectory(scratch.resolve("floor"));
    recording.write(folder);
    var authority =
        CertificateAuthority.open(
                folder,
                AuthoritySettings.of(new TrustDomain("floor")),
                InstantSource.system(),
                new SecureRandom())
            .orThrow();
    var server =
        authority
            .issueServer(
                SpiffeId.controlPlane(authority.trustDomain()), List.of(ServerName.of("127.0.0.1")))
            .orThrow();
    var roots = Files.writeString(folder.resolve("roots.pem"), authority.bundle().pem());
    var certificate = Files.writeString(folder.resolve("server.pem"), server.svid().pem());
    var key = Files.writeString(folder.resolve("key.pem"), server.key().pem().reveal());
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xmn32m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FloorServer.class.getName(),
                folder.toString(),
                client.roots().toString(),
                certificate.toString(),
                key.toString())
            .redirectError(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var word = process.inputReader().readLine();
    if (word == null || !word.startsWith("ready ")) {
      process.destroy();
      throw new IOException(
          "the floor program did not start:\n" + Files.readString(folder.resolve("log")));
    }
    var ports = word.split(" ");
    return new FloorProcess(
        process,
        Integer.parseInt(ports[1]),
        "http://127.0.0.1:" + ports[2] + "/",
        new NodeIdentity(roots, client.certificate(), client.key()));
  }

  /** Lets it run until its code is compiled: a floor is what the program can do at best. */
  void warm(LoadClient client, LoadOptions load) throws IOException, InterruptedException {
    var some =
        load.edits(url)
            .with("-n", "" + WARM_PROXIES, "-ep-events", "" + WARM_EDITS)
            .with("-vs-events", "" + WARM_EDITS, "-noop-events", "0", "-reconnect=false");
    client.run(some.words(), event -> {});
  }

  /** Sends what followed an edit, with a mark, to so many streams. */
  void push(String mark, int streams) throws IOException {
    var lines = process.outputWriter();
    lines.write(mark + " " + streams + "\n");
    lines.flush();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
