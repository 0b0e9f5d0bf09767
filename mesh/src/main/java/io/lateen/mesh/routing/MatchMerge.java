// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Joins the conditions of a delegating route (root) with those of a delegate's route (leaf): both
 * must hold. Where that cannot be expressed in one match, they conflict (istio/istio
 * pilot/pkg/model/virtualservice.go, mergeHTTPMatchRequests and hasConflict).
 */
final class MatchMerge {

  private MatchMerge() {}

  /** The alternatives that meet both lists; empty {@code Optional} when a leaf fits no root. */
  static Optional<List<HttpMatch>> merge(List<HttpMatch> roots, List<HttpMatch> leaves) {
    if (roots.isEmpty() || leaves.isEmpty()) {
      return Optional.of(roots.isEmpty() ? leaves : roots);
    }
    var merged = new ArrayList<HttpMatch>();
    for (HttpMatch leaf : leaves) {
      List<HttpMatch> fitting =
          roots.stream()
              .filter(root -> !conflict(root, leaf))
              .map(root -> merge(root, leaf))
              .toList();
      if (fitting.isEmpty()) {
        return Optional.empty();
      }
      merged.addAll(fitting);
    }
    return Optional.of(merged);
  }

  /** Names of a root and a leaf as one. */
  static String name(String root, String leaf) {
    return root.isEmpty() || leaf.isEmpty() ? root + leaf : root + "-" + leaf;
  }

  private static HttpMatch merge(HttpMatch root, HttpMatch leaf) {
    return new HttpMatch(
        name(root.name(), leaf.name()),
        leaf.uri().or(root::uri),
        leaf.scheme().or(root::scheme),
        leaf.method().or(root::method),
        leaf.authority().or(root::authority),
        merge(root.headers(), leaf.headers()),
        leaf.port().isPresent() ? leaf.port() : root.port(),
        merge(root.sourceLabels(), leaf.sourceLabels()),
        leaf.gateways().isEmpty() ? root.gateways() : leaf.gateways(),
        merge(root.queryParams(), leaf.queryParams()),
        leaf.ignoreUriCase(),
        merge(root.withoutHeaders(), leaf.withoutHeaders()),
        leaf.sourceNamespace().isEmpty() ? root.sourceNamespace() : leaf.sourceNamespace(),
        leaf.statPrefix().isEmpty() ? root.statPrefix() : leaf.statPrefix(),
        leaf.line());
  }

  private static <V> Map<String, V> merge(Map<String, V> root, Map<String, V> leaf) {
    var merged = new TreeMap<>(root);
    merged.putAll(leaf);
    return merged;
  }

  private static boolean conflict(HttpMatch root, HttpMatch leaf) {
    return conflict(root.uri(), leaf.uri())
        || conflict(root.scheme(), leaf.scheme())
        || conflict(root.method(), leaf.method())
        || conflict(root.authority(), leaf.authority())
        || conflict(root.headers(), leaf.headers())
        || conflict(root.withoutHeaders(), leaf.withoutHeaders())
        || conflict(root.queryParams(), leaf.queryParams())
        || root.ignoreUriCase() != leaf.ignoreUriCase()
        || (root.port().isPresent()
            && leaf.port().isPresent()
            && root.port().getAsInt() != leaf.port().getAsInt())
        || (!root.sourceNamespace().isEmpty()
            && !root.sourceNamespace().equals(leaf.sourceNamespace()))
        || leaf.sourceLabels().entrySet().stream()
            .anyMatch(
                label ->
                    !root.sourceLabels()
                        .getOrDefault(label.getKey(), label.getValue())
                        .equals(label.getValue()))
        || (!root.gateways().isEmpty() && !root.gateways().containsAll(leaf.gateways()));
  }

  private static boolean conflict(Map<String, StringMatch> root, Map<String, StringMatch> leaf) {
    return leaf.entrySet().stream()
        .anyMatch(
            entry ->
                conflict(
                    Optional.ofNullable(root.get(entry.getKey())), Optional.of(entry.getValue())));
  }

  private static boolean conflict(Optional<StringMatch> root, Optional<StringMatch> leaf) {
    return root.isPresent() && leaf.isPresent() && !narrows(root.get(), leaf.get());
  }

  /** Whether everything that meets {@code leaf} surely meets {@code root}. */
  private static boolean narrows(StringMatch root, StringMatch leaf) {
    return switch (root) {
      case StringMatch.Exact exact -> exact.equals(leaf);
      case StringMatch.Prefix(String prefix) ->
          (leaf instanceof StringMatch.Exact || leaf instanceof StringMatch.Prefix)
              && leaf.text().startsWith(prefix);
      case StringMatch.Regex regex -> false;
      case StringMatch.Present present -> false;
    };
  }
}
