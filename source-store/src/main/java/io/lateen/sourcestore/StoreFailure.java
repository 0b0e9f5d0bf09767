// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

/**
 * Why the store could not do its work.
 *
 * @param message what happened, one sentence
 * @param remedy what to do about it, one sentence
 */
public record StoreFailure(Cause cause, String message, String remedy) {

  /** The kinds of failure that ask for different remedies. */
  public enum Cause {
    /** The disk, the quota or the page limit is exhausted. */
    FULL,
    /** The file system or the file does not take writes. */
    READ_ONLY,
    /** The file is not a database, or its pages contradict each other. */
    DAMAGED,
    /** Another process has the store open. */
    IN_USE,
    /** A newer version of Lateen wrote the file. */
    TOO_NEW,
    /** Anything else the disk reports. */
    IO,
    /** The store was closed. */
    CLOSED
  }
}
