// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.translate;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A change of one object of service 0, in variants that differ from each other.
 *
 * @param yaml of variant 0, 1, 2 … up to 80; consecutive variants must differ, and those of routes
 *     and rules are all different, so that nothing that was made before can be used again
 */
record Edit(String name, IntFunction<String> yaml) {

  static final List<Edit> ALL =
      List.of(
          new Edit("route", i -> LargeMesh.virtualService(0, 10 + i)),
          new Edit("rule", i -> LargeMesh.destinationRule(0, 200 + i)),
          new Edit("endpoint", i -> LargeMesh.endpoints(0, 8 + i % 2)),
          new Edit("annotation", i -> annotated(i)));

  private static String annotated(int i) {
    return LargeMesh.service(0)
        .replace("metadata: {", "metadata: {annotations: {note: n" + i + "}, ");
  }
}
