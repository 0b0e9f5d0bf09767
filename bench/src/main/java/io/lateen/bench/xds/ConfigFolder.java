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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A watched folder with the configuration of a case, and a door on loopback through which the load
 * client edits it: each object that it may edit has a file of its own, which is replaced at once.
 */
final class ConfigFolder implements AutoCloseable {

  /** Objects of one file that nobody edits. */
  private static final int OBJECTS_PER_FILE = 2_000;

  /** Services whose endpoints may be edited, from the first and from the last on. */
  private static final int EDITABLE = 1_000;

  private static final Pattern KIND = Pattern.compile("(?m)^kind: (\\w+)$");
  private static final Pattern NAME = Pattern.compile("name: ([\\w.-]+)");

  private static final Pattern SLICE = Pattern.compile("EndpointSlice-svc-(\\d+)-x\\.yaml");
  private static final Pattern MARK = Pattern.compile("x-mark: \"[^\"]*\"");

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
   * @param services how many there are
   * @param documents may change each document before it is written
   */
  static ConfigFolder of(Path generated, Path folder, int services, UnaryOperator<String> documents)
      throws IOException {
    Files.createDirectory(folder);
    split(generated, folder, services, documents);
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var door = HttpServer.create(loopback, 0);
    var waiting = Files.createDirectory(folder.resolveSibling("waiting"));
    var config = new ConfigFolder(folder, waiting, door);
    door.createContext("/", config::edit);
    door.start();
    return config;
  }

  private static void split(
      Path generated, Path folder, int services, UnaryOperator<String> documents)
      throws IOException {
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
        var text = documents.apply(document.toString());
        var own = file(text).filter(file -> editable(file, services));
        if (own.isPresent()) {
          Files.writeString(folder.resolve(own.get()), text);
        } else {
          if (rest == null || objects % OBJECTS_PER_FILE == 0) {
            if (rest != null) {
              rest.close();
            }
            rest = Files.newBufferedWriter(folder.resolve("objects-" + number++ + ".yaml"));
          }
          rest.append("---\n").append(text);
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

  /** A watched folder takes 10,000 files (docs/limits.md), and no case edits as many services. */
  private static boolean editable(String file, int services) {
    var slice = SLICE.matcher(file);
    if (!slice.matches()) {
      return true;
    }
    int service = Integer.parseInt(slice.group(1));
    return service < EDITABLE || service >= services - EDITABLE;
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
      exchange.sendResponseHeaders(put(document) ? 200 : 400, -1);
    }
  }

  /** Replaces the file of an object at once; false when it is none that may be edited. */
  private boolean put(String document) throws IOException {
    var file = file(document);
    if (file.isPresent()) {
      var fresh = waiting.resolve(file.get());
      Files.writeString(fresh, document);
      Files.move(fresh, folder.resolve(file.get()), StandardCopyOption.ATOMIC_MOVE);
    }
    return file.isPresent();
  }

  /** Adds objects that nobody edits, before a control plane reads the folder. */
  void add(String name, String documents) throws IOException {
    Files.writeString(folder.resolve(name), documents);
  }

  /** Gives the last endpoint of a service another address, whose pod nobody knows. */
  void moveEndpoint(int service, String address) throws IOException {
    var text = Files.readString(folder.resolve("EndpointSlice-svc-" + service + "-x.yaml"));
    put(
        text.substring(0, text.lastIndexOf("- addresses:"))
            + "- addresses: ["
            + address
            + "]\n  conditions: {ready: true, serving: true, terminating: false}\n"
            + "  nodeName: node-0\n");
  }

  /** Gives the first route of a virtual service another header. */
  void markRoute(int number, String mark) throws IOException {
    var text = Files.readString(folder.resolve("VirtualService-vs-" + number + ".yaml"));
    put(MARK.matcher(text).replaceAll(Matcher.quoteReplacement("x-mark: \"" + mark + "\"")));
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
