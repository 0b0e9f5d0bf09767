// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.io.IOException;

/** One promise of the mesh and how it is put to the test. */
public interface Proof {

  /** What is promised, in a few words. */
  String name();

  /** What must be measured for the promise to be kept. */
  String expectation();

  /**
   * Puts it to the test on a stage without any configuration but the application itself.
   *
   * @throws IOException when the test could not be made, which counts as not kept
   */
  Outcome run(Stage stage) throws IOException, InterruptedException;

  /**
   * What came out.
   *
   * @param kept whether the promise was kept
   * @param measured what was measured, in words
   */
  record Outcome(boolean kept, String measured) {

    /** With the measure as {@code String.format} makes it. */
    @SuppressWarnings("AnnotateFormatMethod")
    public static Outcome of(boolean kept, String format, Object... values) {
      return new Outcome(kept, format.formatted(values));
    }

    /** Both, in one. */
    public Outcome and(Outcome other) {
      return new Outcome(kept && other.kept, measured + "; " + other.measured);
    }
  }
}
