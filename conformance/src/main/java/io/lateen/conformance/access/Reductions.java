// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.mesh.access.AccessRequest.Connection;
import io.lateen.mesh.access.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions that lack one thing that another one has. */
final class Reductions {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NORMALIZATION = "DEFAULT";

  private Reductions() {}

  static List<Question> of(Question question) {
    var found = new ArrayList<Question>();
    var documents = question.documents();
    for (int i = 0; i < documents.size(); i++) {
      found.add(with(question, without(documents, i)));
    }
    for (int i = 0; i < documents.size(); i++) {
      int at = i;
      if (!documents.get(i).contains("AuthorizationPolicy")) {
        continue;
      }
      lesser(documents.get(i))
          .forEach(text -> found.add(with(question, replaced(documents, at, text))));
    }
    if (!question.normalization().equals(NORMALIZATION)) {
      found.add(new Question(documents, NORMALIZATION, question.sequence()));
    }
    requests(question.sequence())
        .forEach(less -> found.add(new Question(documents, question.normalization(), less)));
    return found;
  }

  private static Question with(Question question, List<String> documents) {
    return new Question(documents, question.normalization(), question.sequence());
  }

  private static List<String> without(List<String> documents, int index) {
    var left = new ArrayList<>(documents);
    left.remove(index);
    return left;
  }

  private static List<String> replaced(List<String> documents, int index, String text) {
    var all = new ArrayList<>(documents);
    all.set(index, text);
    return all;
  }

  /** The document without one of its fields or items, however deep. */
  private static List<String> lesser(String document) {
    var found = new ArrayList<String>();
    var root = JSON.readTree(document);
    each(root.path("spec"), () -> found.add(root.toString()));
    each(root.path("metadata").path("annotations"), () -> found.add(root.toString()));
    return found;
  }

  /** Removes each part for as long as {@code seen} runs. */
  private static void each(JsonNode node, Runnable seen) {
    if (node instanceof ObjectNode object) {
      for (var name : List.copyOf(object.propertyNames())) {
        var fields = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        object.remove(name);
        seen.run();
        object.setAll(fields);
        each(object.path(name), seen);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        var item = array.remove(i);
        seen.run();
        array.insert(i, item);
        each(item, seen);
      }
    }
  }

  private static List<RandomRequests.Sequence> requests(RandomRequests.Sequence whole) {
    var found = new ArrayList<RandomRequests.Sequence>();
    var at = whole.connection();
    var clear =
        new Connection(false, "", at.sourceAddress(), at.destinationAddress(), at.port(), "");
    if (at.mutualTls()) {
      found.add(new RandomRequests.Sequence(clear, whole.remote(), whole.requests()));
    }
    for (var sent : whole.requests()) {
      lesser(
          sent, less -> found.add(new RandomRequests.Sequence(at, whole.remote(), List.of(less))));
    }
    return found;
  }

  private static void lesser(RandomRequests.Sent sent, Consumer<RandomRequests.Sent> found) {
    var http = sent.http();
    if (!sent.token().isEmpty()) {
      var none =
          new HttpRequest(
              http.method(), http.host(), http.path(), http.headers(), Optional.empty());
      found.accept(new RandomRequests.Sent(none, sent.forwarded(), ""));
    }
    if (!sent.forwarded().isEmpty()) {
      found.accept(new RandomRequests.Sent(http, List.of(), sent.token()));
    }
    for (var name : http.headers().keySet()) {
      var headers = new TreeMap<>(http.headers());
      headers.remove(name);
      var less = new HttpRequest(http.method(), http.host(), http.path(), headers, http.token());
      found.accept(new RandomRequests.Sent(less, sent.forwarded(), sent.token()));
    }
    if (http.path().length() > 1) {
      var root = new HttpRequest(http.method(), http.host(), "/", http.headers(), http.token());
      found.accept(new RandomRequests.Sent(root, sent.forwarded(), sent.token()));
    }
  }
}
