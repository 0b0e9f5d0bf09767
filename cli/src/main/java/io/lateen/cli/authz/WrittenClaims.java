// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.authz;

import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.mesh.access.Token.Claim;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The claims of a token as JSON on the command line. */
public final class WrittenClaims {

  private WrittenClaims() {}

  /**
   * The claims by name (RFC 7519, section 4).
   *
   * @throws CommandException when the text is no JSON object
   */
  public static Map<String, Claim> parse(String json) throws CommandException {
    try {
      var node = Documents.JSON.readTree(json);
      if (node.isObject()) {
        return fields(node);
      }
    } catch (JacksonException e) {
      // Said below: the parser's words name places in its own source.
    }
    throw CommandException.usage(
        "--claims is no JSON object", "write it as {\"iss\":\"https://issuer\",\"sub\":\"me\"}");
  }

  private static Map<String, Claim> fields(JsonNode node) {
    var fields = new TreeMap<String, Claim>();
    node.properties().forEach(field -> fields.put(field.getKey(), claim(field.getValue())));
    return fields;
  }

  private static Claim claim(JsonNode node) {
    if (node.isString()) {
      return new Claim.Text(node.asString());
    }
    if (node.isArray()) {
      return new Claim.Items(node.values().stream().map(WrittenClaims::claim).toList());
    }
    return node.isObject() ? new Claim.Fields(fields(node)) : new Claim.Other();
  }
}
