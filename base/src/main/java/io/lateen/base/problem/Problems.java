// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.problem;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable list of problems in the order in which they were found.
 *
 * @param list the problems
 */
public record Problems(List<Problem> list) implements Iterable<Problem> {

  /** Nothing is wrong. */
  public static final Problems NONE = new Problems(List.of());

  /** Copies the list. */
  public Problems {
    list = List.copyOf(list);
  }

  /** These problems. */
  public static Problems of(Problem... problems) {
    return new Problems(List.of(problems));
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** The number of problems. */
  public int size() {
    return list.size();
  }

  /** Whether at least one problem refuses its object. */
  public boolean hasErrors() {
    return list.stream().anyMatch(Problem::isError);
  }

  /** Only the problems that refuse their object. */
  public Problems errors() {
    return new Problems(list.stream().filter(Problem::isError).toList());
  }

  /** These problems and then {@code more}. */
  public Problems and(Problems more) {
    if (more.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return more;
    }
    var all = new ArrayList<>(list);
    all.addAll(more.list);
    return new Problems(all);
  }

  /** These problems and then {@code more}. */
  public Problems and(Problem more) {
    return and(Problems.of(more));
  }

  /** The problems as a stream. */
  public Stream<Problem> stream() {
    return list.stream();
  }

  @Override
  public Iterator<Problem> iterator() {
    return list.iterator();
  }

  /** All problems as users see them, one after the other; empty when there are none. */
  public String render() {
    return list.stream().map(Problem::render).collect(Collectors.joining("\n"));
  }
}
