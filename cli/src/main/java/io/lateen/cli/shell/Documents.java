// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints JSON trees as JSON or YAML. */
public final class Documents {

  /** Reads and writes JSON. */
  public static final JsonMapper JSON = JsonMapper.builder().build();

  private Documents() {}

  /** Prints a document; {@code format} is JSON or YAML. */
  public static void print(PrintStream out, Format format, JsonNode document) {
    if (format == Format.YAML) {
      out.print(yaml(document));
    } else {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
    out.flush();
  }

  /** The document as block-style YAML. */
  public static String yaml(JsonNode document) {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .build();
    return new Dump(settings, new CarefulTexts(settings)).dumpToString(plain(document));
  }

  private static Object plain(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
        yield fields;
      }
      default -> scalarOrList(node);
    };
  }

  private static Object scalarOrList(JsonNode node) {
    if (node.isArray()) {
      List<Object> items =
          node.values().stream().map(Documents::plain).collect(Collectors.toList());
      return items;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isNull() ? Map.of() : node.asString();
  }

  /** Quotes what YAML 1.1 takes for a boolean: kubectl and others still read that version. */
  private static final class CarefulTexts extends StandardRepresenter {

    private static final Pattern AMBIGUOUS =
        Pattern.compile("y|n|yes|no|on|off|true|false", Pattern.CASE_INSENSITIVE);

    CarefulTexts(DumpSettings settings) {
      super(settings);
    }

    @Override
    protected Node representScalar(Tag tag, String value, ScalarStyle style) {
      var quoted = tag.equals(Tag.STR) && AMBIGUOUS.matcher(value).matches();
      return super.representScalar(tag, value, quoted ? ScalarStyle.SINGLE_QUOTED : style);
    }
  }
}
