// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import io.lateen.sourcestore.AccessStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Bindings and tokens as documents of the store. */
final class AccessDocuments {

  static final String BINDING = "binding";
  static final String TOKEN = "token";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AccessDocuments() {}

  static AccessStore.Key key(String subject, Role role) {
    return new AccessStore.Key(BINDING, subject + " " + role.word());
  }

  static AccessStore.Key key(String tokenId) {
    return new AccessStore.Key(TOKEN, tokenId);
  }

  static String json(Binding binding) {
    var node = JSON.createObjectNode();
    node.put("subject", binding.subject()).put("role", binding.role().word());
    var namespaces = node.putArray("namespaces");
    new TreeSet<>(binding.namespaces()).forEach(namespaces::add);
    return node.toString();
  }

  static String json(AccessToken token) {
    return JSON.createObjectNode()
        .put("subject", token.subject())
        .put("hash", token.hash())
        .put("created", token.created().toString())
        .put("expires", token.expires().toString())
        .toString();
  }

  /** The binding in a document; a document that is damaged binds nobody. */
  static Optional<Binding> binding(String json) {
    try {
      var node = JSON.readTree(json);
      var namespaces = new HashSet<String>();
      node.path("namespaces").forEach(name -> namespaces.add(name.asString("")));
      return Role.parse(node.path("role").asString(""))
          .map(role -> new Binding(node.path("subject").asString(""), role, namespaces));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The token in a document; a document that is damaged lets nobody in. */
  static Optional<AccessToken> token(String id, String json) {
    try {
      var node = JSON.readTree(json);
      return Optional.of(
          new AccessToken(
              id,
              node.path("subject").asString(""),
              node.path("hash").asString(""),
              Instant.parse(node.path("created").asString("")),
              Instant.parse(node.path("expires").asString(""))));
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
