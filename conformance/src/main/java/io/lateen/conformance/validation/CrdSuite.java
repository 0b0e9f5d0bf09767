// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.validation;

import io.lateen.cli.offline.Validation;
import io.lateen.client.DocumentSource;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The documents of Istio's schema tests: one with {@code _err} must be refused, all others must be
 * accepted. A case is a document.
 */
public final class CrdSuite implements Suite {

  private static final Pattern BREAK = Pattern.compile("(?m)^---.*$");
  private static final Pattern ERROR = Pattern.compile("(?m)^_err: *(.*)$\\R?");

  @Override
  public String name() {
    return "validation-crds";
  }

  @Override
  public String place() {
    return "validation-crds";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var found = new ArrayList<Case>();
    for (var file : files(collection.resolve(place()))) {
      var documents = BREAK.split(Files.readString(file), -1);
      for (int index = 0; index < documents.length; index++) {
        var document = documents[index];
        if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
          var name = file.getFileName() + "#" + index + label(document);
          found.add(new Case(name, () -> judge(document)));
        }
      }
    }
    return found;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static String label(String document) {
    var matcher = Pattern.compile("(?m)^ +name: *(.*)$").matcher(document);
    return matcher.find() ? " " + matcher.group(1) : "";
  }

  private static Verdict judge(String document) {
    var matcher = ERROR.matcher(document);
    var expected = matcher.find() ? Optional.of(matcher.group(1)) : Optional.<String>empty();
    var results = Validation.of(new DocumentSource("case", ERROR.matcher(document).replaceAll("")));
    var text = new StringBuilder(document).append('\n');
    results.forEach(result -> text.append(result.problems().render()).append('\n'));
    if (results.stream().anyMatch(TableSuite::isUnread)) {
      return Verdict.failed("the kind is not read", text::toString);
    }
    var refused = results.stream().anyMatch(result -> !result.valid());
    if (expected.isPresent() == refused) {
      return Verdict.PASSED;
    }
    return expected
        .map(error -> Verdict.failed("must be refused: " + error, text::toString))
        .orElseGet(
            () ->
                Verdict.failed(
                    "must be accepted: " + results.getFirst().problems().errors().render(),
                    text::toString));
  }
}
