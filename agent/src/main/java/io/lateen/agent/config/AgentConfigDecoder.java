// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.config;

import io.lateen.agent.config.AgentConfig.DnsConfig;
import io.lateen.agent.config.AgentConfig.EnvoyConfig;
import io.lateen.agent.envoy.EnvoyCommand;
import io.lateen.base.Result;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import io.lateen.base.decode.Value;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.TrustDomain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@link AgentConfig} from YAML or JSON; unknown fields are errors. */
public final class AgentConfigDecoder {

  private static final String OBJECT = "agent settings";
  private static final int DNS_PORT = 53;
  private static final int DNS_PROXY_PORT = 15053;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_USER_ID = 65_533;
  private static final int MAX_CONCURRENCY = 64;
  private static final int DEFAULT_CONCURRENCY = 2;

  private final ObjectReader reader;
  private final Path folder;

  private AgentConfigDecoder(ObjectReader reader, Path folder) {
    this.reader = reader;
    this.folder = folder;
  }

  /** Reads a file; relative paths in it are relative to its folder. */
  public static Result<AgentConfig> read(Path file) {
    try {
      return decode(
          file.toString(), Files.readString(file), file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      var problem = Problem.error(Location.of(file.toString()), OBJECT, "", "cannot be read: " + e);
      return Result.err(problem.withFix("name a readable file with --config"));
    }
  }

  /**
   * Reads a text.
   *
   * @param source how problems name the text
   * @param folder where relative paths begin
   */
  public static Result<AgentConfig> decode(String source, String text, Path folder) {
    var documents = Documents.read(source, text);
    if (documents.problems().hasErrors()) {
      return Result.err(documents.problems());
    }
    if (documents.roots().size() != 1
        || !(documents.roots().getFirst() instanceof Node.Mapping root)) {
      return Result.err(
          Problem.error(Location.of(source), OBJECT, "", "must be exactly one object"));
    }
    var reading = new Reading(source, OBJECT, true);
    var config = new AgentConfigDecoder(ObjectReader.of(reading, root), folder).decode();
    return reading.failed() ? Result.err(reading.problems()) : Result.ok(config);
  }

  private AgentConfig decode() {
    var config =
        new AgentConfig(
            reader.requiredString("node"),
            controlPlane(),
            requiredPath("controlPlaneCa"),
            path("joinTokenFile"),
            requiredPath("stateDir"),
            requiredPath("runDir"),
            requiredPath("workloadsDir"),
            envoy(),
            dns(),
            orElse(reader.string("domain"), "cluster.local"),
            trustDomain());
    reader.done();
    return config;
  }

  private Optional<String> trustDomain() {
    var name = reader.string("trustDomain");
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(new TrustDomain(name).name());
    } catch (IllegalArgumentException e) {
      reader.error("trustDomain", "is not valid: " + e.getMessage(), "write it as cluster.local");
      return Optional.empty();
    }
  }

  private List<InetSocketAddress> controlPlane() {
    var addresses = addresses(reader.items("controlPlane"));
    if (addresses.isEmpty()) {
      reader.error("controlPlane", "needs at least one address", "write [\"HOST:15012\"]");
    }
    return addresses;
  }

  private EnvoyConfig envoy() {
    return new EnvoyConfig(
        requiredPath("envoy"),
        reader.optionalInteger("envoyUser", 1, MAX_USER_ID).orElse(EnvoyCommand.DEFAULT_USER_ID),
        reader.optionalInteger("envoyConcurrency", 1, MAX_CONCURRENCY).orElse(DEFAULT_CONCURRENCY));
  }

  private DnsConfig dns() {
    var section = reader.object("dns");
    if (section.isEmpty()) {
      reader.error("dns", "is required", "write dns: {address: ADDRESS OF THIS NODE}");
      return new DnsConfig(unresolved(DNS_PORT), unresolved(DNS_PROXY_PORT), List.of());
    }
    var dns = section.get();
    var address = literal(dns);
    var port = dns.optionalInteger("port", 1, MAX_PORT).orElse(DNS_PORT);
    var proxyPort = dns.optionalInteger("proxyPort", 1, MAX_PORT).orElse(DNS_PROXY_PORT);
    if (port == proxyPort) {
      dns.error("proxyPort", "must differ from port");
    }
    var upstreams = addresses(dns.items("upstreams"));
    dns.done();
    return new DnsConfig(
        new InetSocketAddress(address, port), new InetSocketAddress(address, proxyPort), upstreams);
  }

  private static InetSocketAddress unresolved(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static InetAddress literal(ObjectReader dns) {
    var text = dns.requiredString("address");
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      if (!text.isEmpty()) {
        dns.error("address", "\"" + text + "\" is not an IP address");
      }
      return InetAddress.getLoopbackAddress();
    }
  }

  private static List<InetSocketAddress> addresses(List<Value> items) {
    return items.stream().flatMap(item -> address(item).stream()).toList();
  }

  private static Optional<InetSocketAddress> address(Value item) {
    var text = item.string().orElse("");
    var colon = text.lastIndexOf(':');
    try {
      var port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 1 && port <= MAX_PORT) {
        return Optional.of(InetSocketAddress.createUnresolved(text.substring(0, colon), port));
      }
    } catch (NumberFormatException e) {
      // Reported below like a missing colon.
    }
    item.error("\"" + text + "\" is not HOST:PORT");
    return Optional.empty();
  }

  private Path requiredPath(String field) {
    reader.requiredString(field);
    return path(field).orElse(folder);
  }

  private Optional<Path> path(String field) {
    var text = reader.string(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder.resolve(text).normalize());
    } catch (InvalidPathException e) {
      reader.error(field, "is not a path: " + e.getReason());
      return Optional.empty();
    }
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
