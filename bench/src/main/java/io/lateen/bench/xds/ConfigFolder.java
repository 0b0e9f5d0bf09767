// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A watched folder with the configuration of a case, and a door on loopback through which the load
 * client edits it: each object that it may edit has a file of its own, which is replaced at once.
 */
final class ConfigFolder implements AutoCloseable {

  /** Objects of one file that nobody edits. */
  private static final int OBJECTS_PER_FILE = 2_000;

  private static final Pattern KIND = Pattern.compile("(?m)^kind: (\\w+)$");
  private static final Pattern NAME = Pattern.compile("name: ([\\w.-]+)");

  private final Path folder;
  private final Path waiting;
  private final HttpServer door;

  private ConfigFolder(Path folder, Path waiting, HttpServer door) {
    this.folder = folder;
    this.waiting = waiting;
    this.door = door;
  }

  /**
   * Splits what the load client generated and opens the door.
   *
   * @param generated one file with all documents
   * @param folder new folder for the files
   */
  static ConfigFolder of(Path generated, Path folder) throws IOException {
    Files.createDirectory(folder);
    split(generated, folder);
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var door = HttpServer.create(loopback, 0);
    var waiting = Files.createDirectory(folder.resolveSibling("waiting"));
    var config = new ConfigFolder(folder, waiting, door);
    door.createContext("/", config::edit);
    door.start();
    return config;
  }

  private static void split(Path generated, Path folder) throws IOException {
    int number = 0;
    int objects = 0;
    BufferedWriter rest = null;
    try (var lines = Files.newBufferedReader(generated)) {
      var document = new StringBuilder();
      var line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
        if (line != null && !line.equals("---")) {
          document.append(line).append('\n');
          continue;
        }
        var own = file(document.toString());
        if (own.isPresent()) {
          Files.writeString(folder.resolve(own.get()), document);
        } else {
          if (rest == null || objects % OBJECTS_PER_FILE == 0) {
            if (rest != null) {
              rest.close();
            }
            rest = Files.newBufferedWriter(folder.resolve("objects-" + number++ + ".yaml"));
          }
          rest.append("---\n").append(document);
          objects++;
        }
        document.setLength(0);
      }
    } finally {
      if (rest != null) {
        rest.close();
      }
    }
  }

  /** The file of an object that may be edited. */
  private static Optional<String> file(String document) {
    var kind = KIND.matcher(document);
    var name = NAME.matcher(document);
    return kind.find()
            && name.find()
            && (kind.group(1).equals("EndpointSlice") || kind.group(1).equals("VirtualService"))
        ? Optional.of(kind.group(1) + "-" + name.group(1) + ".yaml")
        : Optional.empty();
  }

  private void edit(HttpExchange exchange) throws IOException {
    try (exchange) {
      var document = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var file = file(document);
      if (file.isPresent()) {
        var fresh = waiting.resolve(file.get());
        Files.writeString(fresh, document);
        Files.move(fresh, folder.resolve(file.get()), StandardCopyOption.ATOMIC_MOVE);
      }
      exchange.sendResponseHeaders(file.isPresent() ? 200 : 400, -1);
    }
  }

  Path folder() {
    return folder;
  }

  /** Where edits are posted. */
  String url() {
    return "http://127.0.0.1:" + door.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    door.stop(0);
  }
}
