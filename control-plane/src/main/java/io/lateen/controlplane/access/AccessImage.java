// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import io.lateen.sourcestore.AccessStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Bindings and tokens at one time; immutable.
 *
 * @param bindings by subject
 * @param tokens by their hashes
 * @param tokenIds of all tokens
 */
record AccessImage(
    Map<String, List<Binding>> bindings, Map<String, AccessToken> tokens, Set<String> tokenIds) {

  static AccessImage of(Map<AccessStore.Key, String> documents) {
    var bindings =
        documents.entrySet().stream()
            .filter(document -> document.getKey().kind().equals(AccessDocuments.BINDING))
            .flatMap(document -> AccessDocuments.binding(document.getValue()).stream())
            .sorted(Comparator.comparing(Binding::role))
            .collect(Collectors.groupingBy(Binding::subject, TreeMap::new, Collectors.toList()));
    var tokens =
        documents.entrySet().stream()
            .filter(document -> document.getKey().kind().equals(AccessDocuments.TOKEN))
            .flatMap(d -> AccessDocuments.token(d.getKey().name(), d.getValue()).stream())
            .collect(Collectors.toMap(AccessToken::hash, token -> token, (a, b) -> a));
    var ids = tokens.values().stream().map(AccessToken::id).collect(Collectors.toSet());
    return new AccessImage(Map.copyOf(bindings), Map.copyOf(tokens), Set.copyOf(ids));
  }

  List<Binding> of(String subject) {
    return bindings.getOrDefault(subject, List.of());
  }
}
