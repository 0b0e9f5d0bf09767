// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.base.Result;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.workload.ProxyRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decodes the descriptions of proxies from JSON or YAML. Every field may be left out. */
public final class ProxyDescriptionDecoder {

  private ProxyDescriptionDecoder() {}

  /**
   * The proxy in a text.
   *
   * @param source name of the text for messages
   */
  public static Result<ProxyDescription> decode(String source, String text) {
    var documents = Documents.read(source, text);
    if (!documents.problems().isEmpty()) {
      return Result.err(documents.problems());
    }
    if (documents.roots().size() != 1
        || !(documents.roots().getFirst() instanceof Mapping mapping)) {
      return Result.err(
          Problems.of(
              Problem.error(
                      Location.of(source), "", "", "one object that describes a proxy is expected")
                  .withFix("write it as in {\"id\": \"app.test\", \"namespace\": \"default\"}")));
    }
    var reading = new Reading(source, "proxy", true);
    var proxy = fields(ObjectReader.of(reading, mapping));
    return reading.failed() ? Result.err(reading.problems()) : Result.ok(proxy);
  }

  private static ProxyDescription fields(ObjectReader in) {
    var absent = ProxyDescription.DEFAULT;
    var ips = in.strings("ips");
    var proxy =
        new ProxyDescription(
            role(in),
            text(in, "id", absent.id()),
            ips.isEmpty() ? absent.ips() : ips,
            text(in, "namespace", absent.namespace()),
            in.string("serviceAccount"),
            in.stringMap("labels"),
            in.string("locality"),
            text(in, "version", absent.version()),
            text(in, "cluster", absent.cluster()),
            in.string("network"),
            meta(in));
    in.done();
    return proxy;
  }

  private static ProxyRole role(ObjectReader in) {
    var type = in.string("type");
    return switch (type) {
      case "", "sidecar" -> ProxyRole.SIDECAR;
      case "router" -> ProxyRole.ROUTER;
      default -> {
        in.error("type", "must be sidecar or router, but is \"" + type + "\"");
        yield ProxyRole.SIDECAR;
      }
    };
  }

  private static String text(ObjectReader in, String field, String absent) {
    var written = in.string(field);
    return written.isEmpty() ? absent : written;
  }

  /** Metadata as texts; what is not a scalar stays JSON. */
  private static Map<String, String> meta(ObjectReader in) {
    var meta = new TreeMap<String, String>();
    in.map("meta").forEach((name, value) -> meta.put(name, text(value.node())));
    return meta;
  }

  private static String text(Node node) {
    return node instanceof Scalar scalar ? scalar.text() : Json.write(node);
  }

  /** The proxies of a list of texts, or all that is wrong with them. */
  static Result<List<ProxyDescription>> all(List<String> texts) {
    var problems = Problems.NONE;
    var found = new ArrayList<ProxyDescription>();
    for (var index = 0; index < texts.size(); index++) {
      switch (decode("proxies[" + index + "]", texts.get(index))) {
        case Result.Ok<ProxyDescription>(var proxy) -> found.add(proxy);
        case Result.Err<ProxyDescription>(var faults) -> problems = problems.and(faults);
      }
    }
    return problems.isEmpty() ? Result.ok(List.copyOf(found)) : Result.err(problems);
  }
}
