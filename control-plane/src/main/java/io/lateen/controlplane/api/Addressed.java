// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * What a path below {@code /api/VERSION} or {@code /apis/GROUP/VERSION} names.
 *
 * @param namespace empty for all namespaces and for kinds without one
 * @param name empty for the collection
 */
record Addressed(Kind kind, String version, String namespace, String name) {

  /** The address, empty when nothing is served there. */
  static Optional<Addressed> parse(String group, String version, List<String> rest) {
    var scoped = rest.size() >= 3 && rest.getFirst().equals("namespaces");
    var namespace = scoped ? rest.get(1) : "";
    var tail = scoped ? rest.subList(2, rest.size()) : rest;
    if (tail.isEmpty() || tail.size() > 2) {
      return Optional.empty();
    }
    var name = tail.size() == 2 ? tail.get(1) : "";
    return Kinds.served().stream()
        .filter(kind -> kind.group().equals(group) && kind.versions().contains(version))
        .filter(kind -> kind.plural().equals(tail.getFirst()))
        .filter(kind -> kind.namespaced() == scoped || (!scoped && name.isEmpty()))
        .findFirst()
        .map(kind -> new Addressed(kind, version, namespace, name));
  }

  boolean isCollection() {
    return name.isEmpty();
  }

  ObjectKey key() {
    return new ObjectKey(kind.group(), kind.kind(), namespace, name);
  }

  /** Whether an object belongs to this collection. */
  boolean covers(ObjectKey key) {
    return key.group().equals(kind.group())
        && key.kind().equals(kind.kind())
        && (namespace.isEmpty() || key.namespace().equals(namespace))
        && (name.isEmpty() || key.name().equals(name));
  }

  String apiVersion() {
    return kind.apiVersion(version);
  }

  /** kubectl's words: {@code virtualservices.networking.istio.io "reviews"}. */
  String words() {
    return name.isEmpty() ? kind.resource() : kind.resource() + " \"" + name + "\"";
  }
}
