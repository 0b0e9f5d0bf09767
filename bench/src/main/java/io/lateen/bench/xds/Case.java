// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.List;

/** One of the things that are measured, each time from the start. */
interface Case {

  /** As on the command line. */
  String word();

  /** Its figures in the order in which they are told. */
  List<Metric> metrics();

  /**
   * Runs it once.
   *
   * @param values takes what was measured
   * @param floors takes what the cheapest program needed for the same
   */
  void run(Laboratory laboratory, Measurements values, Measurements floors) throws Exception;
}
