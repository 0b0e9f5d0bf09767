// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.api.ObjectKey;
import io.lateen.translate.Provenance;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.evaluate.Step.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the objects behind a part of a resource.
 *
 * @param origins provenance by type URL and name of the resource
 * @param written where objects stand that only Envoy's metadata or a policy's name tells of
 */
record Deciders(
    Map<String, Map<String, Provenance>> origins, Function<ObjectKey, Optional<Cause>> written) {

  /**
   * Segments of {@code /apis/GROUP/VERSION/namespaces/NAMESPACE/KIND/NAME} with the empty first.
   */
  private static final int SEGMENTS = 8;

  private static final int GROUP = 2;
  private static final int NAMESPACE = 5;
  private static final int KIND = 6;
  private static final int NAME = 7;

  /** The deciding object first; none for what Lateen makes by itself. */
  List<Cause> of(Place place) {
    var origin =
        origins
            .getOrDefault(place.type(), Map.of())
            .getOrDefault(place.resource(), Provenance.BUILT_IN);
    var part = origin.parts().get(place.part());
    if (part != null) {
      return part;
    }
    var named = named(place.config());
    if (named.isPresent()) {
      return origin.causes().stream()
          .filter(cause -> cause.object().equals(named.get()))
          .findFirst()
          .or(() -> written.apply(named.get()))
          .map(List::of)
          .orElseGet(() -> List.of(new Cause(named.get(), "", 0)));
    }
    // What Lateen makes by itself has no part; where no part is known, the resource stands for it.
    return place.part().endsWith(Provenance.TLS) ? List.of() : origin.causes();
  }

  /** The object that Envoy's metadata names. */
  private static Optional<ObjectKey> named(String path) {
    var parts = path.split("/", -1);
    if (parts.length != SEGMENTS) {
      return Optional.empty();
    }
    var kind =
        Arrays.stream(parts[KIND].split("-", -1))
            .filter(word -> !word.isEmpty())
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    return Optional.of(new ObjectKey(parts[GROUP], kind, parts[NAMESPACE], parts[NAME]));
  }
}
