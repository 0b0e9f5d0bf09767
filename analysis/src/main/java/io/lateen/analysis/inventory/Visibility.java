// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.AnalyzedDocument;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The namespaces that see an object: names, or {@code *} alone for all of them. */
public final class Visibility {

  /** Everybody. */
  public static final String ALL = "*";

  private Visibility() {}

  /** What {@code exportTo} says in an object of a namespace; everybody when it says nothing. */
  public static Set<String> of(Collection<String> exportTo, String namespace) {
    if (exportTo.isEmpty() || exportTo.contains(ALL)) {
      return Set.of(ALL);
    }
    var scopes = new TreeSet<String>();
    exportTo.forEach(one -> scopes.add(one.equals(".") ? namespace : one));
    return scopes;
  }

  /** What {@code spec.exportTo} of an object says. */
  public static Set<String> of(AnalyzedDocument object) {
    return of(object.spec("exportTo").texts(), object.namespace());
  }

  /** What the annotation of a Service says. */
  public static Set<String> ofService(AnalyzedDocument service) {
    var written = service.annotations().getOrDefault("networking.istio.io/exportTo", "");
    var entries =
        Arrays.stream(written.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    return of(entries, service.namespace());
  }
}
