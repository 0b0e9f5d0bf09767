// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

/** How bad a finding is, worst first (istio/istio pkg/config/analysis/diag/level.go). */
public enum Level {
  /** Traffic does not do what the object says. */
  ERROR("Error"),
  /** Traffic probably does not do what the author meant. */
  WARNING("Warning"),
  /** Worth knowing. */
  INFO("Info");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /** The word in reports. */
  public String word() {
    return word;
  }
}
