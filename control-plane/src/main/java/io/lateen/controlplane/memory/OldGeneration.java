// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.memory;

/** The part of the heap that only full collections look at. Safe from all threads. */
public interface OldGeneration extends AutoCloseable {

  /** Bytes that lived after the last full collection; 0 before the first. */
  long live();

  /** Bytes in use, garbage included. */
  long used();

  /** Sets from how many used bytes on the observer is told, once for each time they are passed. */
  void limit(long bytes);

  /** Names the one who is told; on a thread of the JVM that must not be kept. */
  void onPassed(Runnable observer);

  /** Collects the whole heap. All threads stand still meanwhile. */
  void collect();

  /** The observer hears nothing any more. */
  @Override
  void close();
}
