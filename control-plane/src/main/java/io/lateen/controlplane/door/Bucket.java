// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

/** A token bucket; guarded by its owner. */
final class Bucket {

  private static final double NANOS = 1e9;

  private final double capacity;
  private final double perSecond;
  private double left;
  private long last;

  Bucket(double capacity, double perSecond, long now) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.left = capacity;
    this.last = now;
  }

  /** Takes one; false when there is none. */
  boolean take(long now) {
    return take(1, now);
  }

  /** Takes several, or none. */
  boolean take(int tokens, long now) {
    left = Math.min(capacity, left + (now - last) / NANOS * perSecond);
    last = now;
    if (left < tokens) {
      return false;
    }
    left -= tokens;
    return true;
  }

  void giveBack(double tokens) {
    left = Math.min(capacity, left + tokens);
  }
}
