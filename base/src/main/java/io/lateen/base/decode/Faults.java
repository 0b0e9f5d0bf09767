// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Turns what parsers complain about into sentences for users. */
final class Faults {

  private Faults() {}

  static String ofYaml(MarkedYamlEngineException e) {
    var problem = e.getProblem() == null ? "" : e.getProblem();
    if (problem.contains("\\t") || problem.contains("TAB")) {
      return "not readable as YAML: a tab is used for indentation, only spaces are allowed";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "not readable as YAML: a colon is not expected here; indentation or quotes are wrong";
    }
    var context = e.getContext() == null ? "" : e.getContext() + ", ";
    return "not readable as YAML: " + context + problem;
  }
}
