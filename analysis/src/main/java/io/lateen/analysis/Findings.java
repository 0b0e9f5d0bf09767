// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the findings of one analyzer. Belongs to one thread. */
public final class Findings {

  /** Most findings of one analyzer that are kept (docs/limits.md); more of them help nobody. */
  public static final int MAX_PER_ANALYZER = 20_000;

  private final Suppressions suppressions;
  private final String namespace;
  private final List<Finding> found = new ArrayList<>();
  private final Set<Finding> seen = new HashSet<>();
  private final String analyzer;

  /**
   * Findings of which some are left out.
   *
   * @param analyzer whose findings these are
   * @param suppressions those that somebody does not want to see
   * @param namespace the only namespace that counts, with objects that have none; empty for all
   */
  public Findings(String analyzer, Suppressions suppressions, String namespace) {
    this.analyzer = analyzer;
    this.suppressions = suppressions;
    this.namespace = namespace;
  }

  /** Reports something about the object as a whole; the place is its name. */
  public void add(Code code, AnalyzedDocument object, String message) {
    add(code, object, object.metadata().at("name"), message);
  }

  /** Reports something at a place of an object. */
  public void add(Code code, AnalyzedDocument object, Part at, String message) {
    add(code, object, at, message, Optional.empty());
  }

  /** Reports something at a place of an object, with the change that mends it. */
  public void add(Code code, AnalyzedDocument object, Part at, String message, Fix fix) {
    add(code, object, at, message, Optional.of(fix));
  }

  private void add(Code code, AnalyzedDocument object, Part at, String message, Optional<Fix> fix) {
    if (isWanted(code, object)) {
      add(finding(code, object, at.path(), at.line(), message, fix));
    }
  }

  /** Reports something at a line of an object. */
  public void add(Code code, AnalyzedDocument object, String path, int line, String message) {
    if (isWanted(code, object)) {
      add(finding(code, object, path, line, message, Optional.empty()));
    }
  }

  private Finding finding(
      Code code,
      AnalyzedDocument object,
      String path,
      int line,
      String message,
      Optional<Fix> fix) {
    return new Finding(code, object.origin(), message, object.source(), path, line, fix, analyzer);
  }

  private boolean isWanted(Code code, AnalyzedDocument object) {
    var home = object.type().equals(TypeName.NAMESPACE) ? object.name() : object.namespace();
    var elsewhere = !namespace.isEmpty() && !home.isEmpty() && !home.equals(namespace);
    return !elsewhere && !suppressions.covers(code.id(), object);
  }

  /** Adds a finding that no suppression can take away. */
  public void add(Finding finding) {
    if (found.size() < MAX_PER_ANALYZER && seen.add(finding.anonymous())) {
      found.add(finding);
    }
  }

  /**
   * The findings of several analyzers, worst first. What two of them say is told as that of the
   * first, and what a code of its own says is not repeated as a warning of the schema.
   */
  public static List<Finding> sorted(List<Findings> parts) {
    var found = new ArrayList<Finding>();
    var before = new HashSet<Finding>();
    for (var part : parts) {
      part.found.stream().filter(one -> before.add(one.anonymous())).forEach(found::add);
    }
    var told = new HashSet<Place>();
    found.stream().filter(one -> !isSchemaWarning(one)).map(Place::of).forEach(told::add);
    return found.stream()
        .filter(one -> !isSchemaWarning(one) || !told.contains(Place.of(one)))
        .sorted()
        .toList();
  }

  private record Place(String origin, String file, String path) {

    static Place of(Finding finding) {
      return new Place(finding.origin(), finding.file(), finding.path());
    }
  }

  private static boolean isSchemaWarning(Finding finding) {
    return finding.code() == Code.SCHEMA_WARNING;
  }
}
