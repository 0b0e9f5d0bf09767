// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.time;

/** A clock for measuring spans; never jumps and has no relation to the time of day. */
@FunctionalInterface
public interface NanoClock {

  /** Nanoseconds since an arbitrary point; only differences mean anything. */
  long nanos();

  /** The clock of the Java virtual machine. */
  static NanoClock system() {
    return System::nanoTime;
  }
}
