// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.meshconfig.LabelSelector;
import io.lateen.api.meshconfig.LabelSelector.Operator;
import io.lateen.api.meshconfig.LabelSelector.Requirement;
import io.lateen.base.decode.ObjectReader;

/** Decodes selectors with expressions (Kubernetes API meta/v1 LabelSelector). */
public final class LabelSelectorDecoder {

  private LabelSelectorDecoder() {}

  public static LabelSelector decode(ObjectReader in) {
    var selector =
        new LabelSelector(
            in.stringMap("matchLabels"),
            in.objects("matchExpressions", LabelSelectorDecoder::requirement));
    in.done();
    return selector;
  }

  private static Requirement requirement(ObjectReader in) {
    var requirement =
        new Requirement(
            in.requiredString("key"),
            in.enumeration("operator", Operator.Exists),
            in.strings("values"));
    in.done();
    if (!in.has("operator")) {
      in.error("operator", "is required");
    }
    var listed = requirement.operator() == Operator.In || requirement.operator() == Operator.NotIn;
    if (listed && requirement.values().isEmpty()) {
      in.error("values", "is required for In and NotIn");
    } else if (!listed && !requirement.values().isEmpty()) {
      in.error("values", "must be empty for Exists and DoesNotExist");
    }
    return requirement;
  }
}
