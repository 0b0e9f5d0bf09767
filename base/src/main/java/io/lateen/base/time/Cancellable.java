// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.time;

/** Work that has been scheduled and may still be called off. */
@FunctionalInterface
public interface Cancellable {

  /** Calls the work off; without effect when it runs or has run. Safe from all threads. */
  void cancel();
}
