// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.testkit.golden.Golden;
import io.lateen.testkit.golden.GoldenCase;
import java.util.Optional;
import java.util.stream.Stream;

/** The golden cases of this module and what the translator makes of each. */
public final class TranslateGoldens {

  private TranslateGoldens() {}

  /** All cases, those of workloads without a proxy too. */
  public static Stream<GoldenCase> all() {
    return TranslateGoldenTest.cases();
  }

  /** The cases of Envoys: all but those of workloads without a proxy. */
  public static Stream<GoldenCase> cases() {
    return TranslateGoldenTest.cases()
        .filter(golden -> !golden.input().startsWith(Golden.ROOT.resolve("grpc")));
  }

  /** What the proxy of a case gets. */
  public static ProxyResources resources(String input) {
    return TranslateGoldenTest.resources(input);
  }

  /** What the proxy would get without the case's own objects; nothing when it is one of them. */
  public static Optional<ProxyResources> resourcesWithout(String input) {
    var mesh = TranslateGoldenTest.base(input);
    var name = TranslateGoldenTest.directives(input, "proxy").getFirst();
    return mesh.workloads().all().stream()
        .filter(workload -> workload.key().toString().equals(name))
        .findFirst()
        .map(workload -> new Translator().translate(mesh, workload));
  }
}
