// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.extensions;

import io.lateen.api.extensions.TrafficSelector;
import io.lateen.api.extensions.TrafficSelector.Mode;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;

/** Decodes conditions on traffic. */
final class TrafficSelectorDecoder {

  private TrafficSelectorDecoder() {}

  static TrafficSelector decode(ObjectReader in) {
    var selector =
        new TrafficSelector(
            in.enumeration("mode", Mode.UNDEFINED),
            in.objects("ports", TrafficSelectorDecoder::port));
    in.done();
    var seen = new HashSet<Integer>();
    for (var port : selector.ports()) {
      if (!seen.add(port)) {
        in.error("ports", "the port " + port + " is listed twice");
      }
    }
    return selector;
  }

  private static int port(ObjectReader in) {
    if (!in.has("number")) {
      in.error("number", "is required");
    }
    var number = in.integer("number", 1, 65_535);
    in.done();
    return number;
  }
}
