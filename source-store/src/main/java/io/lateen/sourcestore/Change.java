// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;

/** A wish to change one object; several of them are written together or not at all. */
public sealed interface Change {

  ObjectKey key();

  Expectation expectation();

  /**
   * Creates or replaces an object. A document equal to the stored one makes no revision.
   *
   * @param json the whole document, already validated
   */
  record Put(ObjectKey key, String json, Expectation expectation) implements Change {}

  /** Removes an object. */
  record Delete(ObjectKey key, Expectation expectation) implements Change {}

  /** What must be true of the stored object, or the whole write is refused. */
  sealed interface Expectation {

    /** Anything, also absence. */
    Expectation ANY = new Any();

    /** There is no such object. */
    Expectation ABSENT = new Absent();

    /** There is such an object. */
    Expectation PRESENT = new Present();

    /** The object is still at this revision: optimistic concurrency. */
    static Expectation at(long revision) {
      return new At(revision);
    }

    /** See {@link #ANY}. */
    record Any() implements Expectation {}

    /** See {@link #ABSENT}. */
    record Absent() implements Expectation {}

    /** See {@link #PRESENT}. */
    record Present() implements Expectation {}

    /** See {@link #at(long)}. */
    record At(long revision) implements Expectation {}
  }
}
