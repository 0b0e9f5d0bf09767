// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import io.lateen.analysis.Finding;
import io.lateen.analysis.Fix;
import io.lateen.base.decode.Json;
import io.lateen.base.problem.Location;
import java.util.Locale;

/** Findings for people, in the form of all problems: place, object and path; reason; fix. */
final class FindingText {

  private FindingText() {}

  static String of(Finding finding) {
    var text = new StringBuilder();
    append(text, new Location(finding.file(), finding.line(), 0).toString());
    append(text, finding.origin());
    append(text, finding.path());
    text.append("\n  ")
        .append(finding.level().word().toLowerCase(Locale.ROOT))
        .append("  ")
        .append(finding.code().id())
        .append("  ")
        .append(finding.message());
    finding.fix().ifPresent(fix -> append(text, fix));
    return text.toString();
  }

  private static void append(StringBuilder text, String part) {
    if (!part.isEmpty()) {
      text.append(text.isEmpty() ? "" : "  ").append(part);
    }
  }

  private static void append(StringBuilder text, Fix fix) {
    text.append("\n  fix    ").append(fix.description());
    for (var step : fix.patch()) {
      text.append("\n         ").append(step.op()).append(' ').append(step.path());
      step.value().ifPresent(value -> text.append(": ").append(Json.write(value)));
    }
  }
}
