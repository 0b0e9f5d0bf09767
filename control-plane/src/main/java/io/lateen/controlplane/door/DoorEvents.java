// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

/** Is told what the door refuses and ends. Called from many threads; must not block. */
public interface DoorEvents {

  /** Hears nothing. */
  DoorEvents NONE = new DoorEvents() {};

  /** Open connections, after each change. */
  default void connections(int open) {}

  /**
   * A connection or call was refused.
   *
   * @param who its identity, or its address while it has proven none
   */
  default void refused(Limit limit, String who, String message) {}

  /**
   * A connection or call was ended for what it did.
   *
   * @param reason one of few words: {@code too_many_pings}, {@code empty_frames} …
   */
  default void ended(String reason, String who, String message) {}

  /** A connection was ended for its age. */
  default void retired() {}
}
