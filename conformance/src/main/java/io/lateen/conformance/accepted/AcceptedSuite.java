// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.accepted;

import io.lateen.base.problem.Problems;
import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.offline.OfflineMesh.MeshSettings;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ProxyDescription;
import io.lateen.cli.offline.ProxyDescriptionDecoder;
import io.lateen.cli.offline.Validation;
import io.lateen.cli.offline.ValidationResult;
import io.lateen.client.DocumentSource;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import io.lateen.conformance.envoy.MeshProxy;
import io.lateen.conformance.template.GoTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All files with objects below a folder; a case is a file. */
public final class AcceptedSuite implements Suite {

  private static final Pattern OBJECT = Pattern.compile("(?m)^(\\s*\")?apiVersion\"?:");
  private static final Pattern FILE = Pattern.compile(".*\\.(yaml|yml|json|tmpl)");

  /** A gateway, and the product's default sidecar. */
  private static final List<ProxyDescription> PROXIES =
      List.of(
          ProxyDescription.DEFAULT,
          ProxyDescriptionDecoder.decode(
                  "gateway",
                  """
                  {"type": "router", "id": "gateway.istio-system", "namespace": "istio-system",
                   "labels": {"istio": "ingressgateway", "app": "istio-ingressgateway"}}
                  """)
              .orThrow());

  /** One for each folder of such documents. */
  public static final List<AcceptedSuite> ALL =
      Stream.of("samples", "configs", "integration", "xds", "perf")
          .map(AcceptedSuite::new)
          .toList();

  private final String folder;

  private AcceptedSuite(String folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder;
  }

  @Override
  public String place() {
    return folder;
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var root = collection.resolve(folder);
    return files(root).stream()
        .map(file -> new Case(root.relativize(file).toString(), () -> judge(file)))
        .toList();
  }

  private static List<Path> files(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> FILE.matcher(file.toString()).matches())
          .filter(file -> OBJECT.matcher(text(file)).find())
          .sorted()
          .toList();
    }
  }

  /** The proxies for which each file is translated. */
  public List<MeshProxy> proxies(Path collection) throws IOException {
    var found = new ArrayList<MeshProxy>();
    for (var file : files(collection.resolve(folder))) {
      for (var proxy : PROXIES) {
        var name = collection.relativize(file) + "/" + proxy.role();
        found.add(
            new MeshProxy(
                name, () -> OfflineMesh.read(List.of(source(file)), MeshSettings.NONE), proxy));
      }
    }
    return found;
  }

  private static DocumentSource source(Path file) {
    var text = text(file);
    var rendered = GoTemplate.isTemplate(text) ? GoTemplate.render(text) : text;
    return new DocumentSource(String.valueOf(file.getFileName()), rendered);
  }

  private static Verdict judge(Path file) {
    var source = source(file);
    var refused =
        Validation.of(source).stream()
            .filter(result -> !result.valid())
            .map(ValidationResult::problems)
            .reduce(Problems.NONE, Problems::and)
            .errors();
    if (!refused.isEmpty()) {
      return failed("refused: ", refused, source.text());
    }
    var mesh = OfflineMesh.read(List.of(source), MeshSettings.NONE);
    var problems = mesh.problems();
    var translation = new OfflineTranslation();
    for (var proxy : PROXIES) {
      problems = problems.and(translation.translate(mesh, proxy).problems());
    }
    return problems.hasErrors()
        ? failed("translated with errors: ", problems.errors(), source.text())
        : Verdict.PASSED;
  }

  private static Verdict failed(String what, Problems problems, String rendered) {
    Supplier<String> detail = () -> problems.render() + "\n" + rendered;
    return Verdict.failed(what + problems.render(), detail);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
