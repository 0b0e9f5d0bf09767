// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.api.ObjectKey;
import io.lateen.mesh.workload.Labels;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Finds the selectors that pick a workload without trying all of them: each is filed under its
 * first label, and a workload looks only under its own labels.
 *
 * @param filed selectors by namespace and first label
 */
record SelectorIndex(PMap<Term, PMap<ObjectKey, Map<String, String>>> filed) {

  static final SelectorIndex EMPTY = new SelectorIndex(HashTreePMap.empty());

  /** A label that a workload of a namespace may carry. */
  record Term(String namespace, String name, String value) {}

  /** This index with a selector that is not empty. */
  SelectorIndex plus(ObjectKey object, Map<String, String> selector) {
    Term term = term(object, selector);
    return new SelectorIndex(filed.plus(term, under(term).plus(object, selector)));
  }

  /** This index without a selector that {@link #plus} added. */
  SelectorIndex minus(ObjectKey object, Map<String, String> selector) {
    Term term = term(object, selector);
    var rest = under(term).minus(object);
    return new SelectorIndex(rest.isEmpty() ? filed.minus(term) : filed.plus(term, rest));
  }

  /** The objects of {@code namespace} whose selector picks {@code labels}, sorted. */
  Collection<ObjectKey> selecting(String namespace, Map<String, String> labels) {
    var found = new TreeSet<ObjectKey>();
    for (var label : labels.entrySet()) {
      under(new Term(namespace, label.getKey(), label.getValue()))
          .forEach(
              (object, selector) -> {
                if (Labels.select(selector, labels)) {
                  found.add(object);
                }
              });
    }
    return found;
  }

  private PMap<ObjectKey, Map<String, String>> under(Term term) {
    @Nullable PMap<ObjectKey, Map<String, String>> found = filed.get(term);
    return found == null ? HashTreePMap.empty() : found;
  }

  private static Term term(ObjectKey object, Map<String, String> selector) {
    var first = selector.entrySet().iterator().next();
    return new Term(object.namespace(), first.getKey(), first.getValue());
  }
}
