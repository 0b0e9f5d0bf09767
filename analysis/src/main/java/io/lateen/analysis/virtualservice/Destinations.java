// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import java.util.ArrayList;
import java.util.List;

/** The destinations of a VirtualService. */
final class Destinations {

  private Destinations() {}

  /**
   * A destination.
   *
   * @param mirror whether it only gets copies
   */
  record Target(Part part, boolean mirror) {

    String host() {
      return part.at("host").text();
    }

    String subset() {
      return part.at("subset").text();
    }
  }

  static List<Target> of(AnalyzedDocument routes) {
    var targets = new ArrayList<Target>();
    for (var protocol : List.of("tcp", "tls", "http")) {
      for (var rule : routes.spec(protocol).items()) {
        for (var destination : rule.at("route").items()) {
          targets.add(new Target(destination.at("destination"), false));
        }
      }
    }
    for (var rule : routes.spec("http").items()) {
      if (rule.at("mirror").exists()) {
        targets.add(new Target(rule.at("mirror"), true));
      }
      for (var mirror : rule.at("mirrors").items()) {
        targets.add(new Target(mirror.at("destination"), true));
      }
    }
    return targets;
  }
}
