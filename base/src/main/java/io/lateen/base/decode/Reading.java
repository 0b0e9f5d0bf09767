// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.base.problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The reading of one object: which input, which object, whether unknown fields are errors, and the
 * problems found so far. Belongs to one thread.
 */
public final class Reading {

  /** Most problems that are kept for one object; more of them help nobody. */
  public static final int MAX_PROBLEMS = 100;

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt((Problem problem) -> problem.location().line())
          .thenComparingInt(problem -> problem.location().column());

  private final String source;
  private final String object;
  private final boolean strict;
  private final int lineShift;
  private final List<Problem> problems;

  /**
   * Begins a reading.
   *
   * @param source name of the input
   * @param object words for the object, as in {@code VirtualService default/reviews}
   * @param strict whether unknown fields are errors; otherwise they are passed over in silence
   */
  public Reading(String source, String object, boolean strict) {
    this(source, object, strict, 0, new ArrayList<>());
  }

  private Reading(
      String source, String object, boolean strict, int lineShift, List<Problem> problems) {
    this.source = source;
    this.object = object;
    this.strict = strict;
    this.lineShift = lineShift;
    this.problems = problems;
  }

  /**
   * The reading of a text inside this object; its problems become problems of the object.
   *
   * @param strictPart whether unknown fields of the text are errors
   * @param linesBefore lines of the input before the first line of the text
   */
  public Reading within(boolean strictPart, int linesBefore) {
    return new Reading(source, object, strictPart, lineShift + linesBefore, problems);
  }

  /** Name of the input. */
  public String source() {
    return source;
  }

  boolean strict() {
    return strict;
  }

  /** Adds an error. */
  public void error(Mark mark, String path, String message, String fix) {
    add(new Problem(Severity.ERROR, shifted(mark), object, path, message, fix));
  }

  /** Adds a warning. */
  public void warning(Mark mark, String path, String message, String fix) {
    add(new Problem(Severity.WARNING, shifted(mark), object, path, message, fix));
  }

  private Location shifted(Mark mark) {
    return new Location(source, mark.line() + lineShift, mark.column());
  }

  /** Keeps each problem once, and an error in place of the last one when the list is full. */
  private void add(Problem problem) {
    if (problems.contains(problem)) {
      return;
    }
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    } else if (problem.isError() && !failed()) {
      problems.set(MAX_PROBLEMS - 1, problem);
    }
  }

  /** Whether an error has been found. */
  public boolean failed() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /** Whether no more problems are kept, so that looking for more is wasted. */
  boolean isFull() {
    return problems.size() >= MAX_PROBLEMS && failed();
  }

  /** What has been found so far, in the order of the text. */
  public Problems problems() {
    return new Problems(problems.stream().sorted(BY_PLACE).toList());
  }
}
