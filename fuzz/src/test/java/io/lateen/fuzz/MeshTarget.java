// SPDX-License-Identifier: Apache-2.0
package io.lateen.fuzz;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.check.MeshChecks;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.Translator;
import io.lateen.translate.check.ResourceGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

/**
 * Objects beside an application: whatever they say, its proxies have resources that Envoy takes.
 */
public final class MeshTarget {

  private static final DocumentDecoder DECODER = new DocumentDecoder();
  private static final ProxyResources NOTHING = new ProxyResources(Map.of(), Problems.NONE);
  private static final MeshSnapshot APPLICATION =
      with(with(MeshSnapshot.EMPTY, "bookinfo"), "gateway");
  private static final Translator TRANSLATOR = new Translator();

  private MeshTarget() {}

  private static MeshSnapshot with(MeshSnapshot mesh, String base) {
    try {
      var text = Files.readString(Seeds.GOLDENS.resolve("base").resolve(base + ".yaml"));
      return mesh.apply(ConfigDelta.upsert(DECODER.decode(base, text).valid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Called by the fuzzer for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Cost.limited(() -> translate(new String(input, StandardCharsets.UTF_8)));
  }

  private static void translate(String text) {
    var objects = DECODER.decode("input", text).valid();
    if (objects.isEmpty()) {
      return;
    }
    var mesh = APPLICATION.apply(ConfigDelta.upsert(objects));
    MeshChecks.of(mesh);
    var gate = new ResourceGate();
    APPLICATION.workloads().all().stream()
        .map(Workload::key)
        .flatMap(key -> mesh.workloads().all().stream().filter(one -> one.key().equals(key)))
        .forEach(proxy -> gate.admit(NOTHING, TRANSLATOR.translate(mesh, proxy)));
  }
}
