// SPDX-License-Identifier: Apache-2.0
package io.lateen.base;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of an operation that may fail for reasons outside the program: a value, or the
 * problems that prevented it.
 *
 * @param <T> type of the value
 */
public sealed interface Result<T> {

  /**
   * The operation succeeded.
   *
   * @param value the outcome
   * @param <T> type of the value
   */
  record Ok<T>(T value) implements Result<T> {}

  /**
   * The operation failed.
   *
   * @param problems why; never empty
   * @param <T> type of the value that is missing
   */
  record Err<T>(Problems problems) implements Result<T> {

    /** Refuses an empty list: a failure has a reason. */
    public Err {
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a failure needs at least one problem");
      }
    }
  }

  /** Success. */
  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  /** Failure for these reasons. */
  static <T> Result<T> err(Problems problems) {
    return new Err<>(problems);
  }

  /** Failure for one reason. */
  static <T> Result<T> err(Problem problem) {
    return new Err<>(Problems.of(problem));
  }

  /** Whether there is a value. */
  default boolean isOk() {
    return this instanceof Ok;
  }

  /** The value, empty on failure. */
  default Optional<T> toOptional() {
    return switch (this) {
      case Ok<T>(var value) -> Optional.of(value);
      case Err<T> err -> Optional.empty();
    };
  }

  /** The reasons of the failure, none on success. */
  default Problems problems() {
    return switch (this) {
      case Ok<T> ok -> Problems.NONE;
      case Err<T>(var problems) -> problems;
    };
  }

  /** The value, or an {@link IllegalStateException} with the problems, where failure is a bug. */
  default T orThrow() {
    return switch (this) {
      case Ok<T>(var value) -> value;
      case Err<T>(var problems) -> throw new IllegalStateException(problems.render());
    };
  }

  /** The same outcome with another value. */
  default <U> Result<U> map(Function<? super T, ? extends U> change) {
    return switch (this) {
      case Ok<T>(var value) -> new Ok<>(change.apply(value));
      case Err<T>(var problems) -> new Err<>(problems);
    };
  }

  /** Continues with another operation that may fail. */
  default <U> Result<U> then(Function<? super T, Result<U>> next) {
    return switch (this) {
      case Ok<T>(var value) -> next.apply(value);
      case Err<T>(var problems) -> new Err<>(problems);
    };
  }
}
