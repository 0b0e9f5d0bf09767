// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import io.lateen.analysis.document.AnalyzedDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Findings that somebody does not want to see: by annotation of the object, or by a list of codes
 * and objects (istioctl analyze {@code --suppress}).
 *
 * @param list the suppressions beside the annotations
 */
public record Suppressions(List<Suppression> list) {

  /** Only annotations suppress. */
  public static final Suppressions NONE = new Suppressions(List.of());

  /** Codes separated by commas, or {@code *} for all of them. */
  private static final String ANNOTATION = "galley.istio.io/analyze-suppress";

  /** Copies the list. */
  public Suppressions {
    list = List.copyOf(list);
  }

  /**
   * One suppression.
   *
   * @param code the code, as in {@code IST0103}
   * @param object the object as in {@code Pod testing/mypod}, {@code *} for any text
   */
  public record Suppression(String code, String object) {

    /** Reads {@code CODE=KIND NAMESPACE/NAME}; empty when it is not written like that. */
    public static Optional<Suppression> tryParse(String text) {
      var equals = text.indexOf('=');
      return equals <= 0 || equals == text.length() - 1
          ? Optional.empty()
          : Optional.of(
              new Suppression(text.substring(0, equals).strip(), text.substring(equals + 1)));
    }

    private boolean covers(String other, AnalyzedDocument document) {
      return code.equals(other)
          && (Glob.matches(object, document.origin())
              || Glob.matches(object, document.display())
              || Glob.matches(object, dotted(document)));
    }

    /** The spelling {@code Pod mypod.testing}, which istioctl's help names. */
    private static String dotted(AnalyzedDocument document) {
      return document.type().kind() + " " + document.name() + "." + document.namespace();
    }
  }

  /** Whether a finding of that code about that object is not wanted. */
  public boolean covers(String code, AnalyzedDocument object) {
    var annotated = object.annotations().getOrDefault(ANNOTATION, "");
    if (!annotated.isEmpty()
        && Arrays.stream(annotated.split(","))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(code))) {
      return true;
    }
    return list.stream().anyMatch(one -> one.covers(code, object));
  }
}
