// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.api.ConfigObject;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.document.ObjectCheck;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.base.problem.Problem;
import java.util.List;

/**
 * Refuses an EnvoyFilter whose values are no configuration of a stock Envoy, when it is written
 * rather than when it is applied (Istio: pkg/config/validation/envoyfilter/envoyfilter.go).
 */
public final class FilterCheck implements ObjectCheck {

  /** Reads documents as users write them, with this check. */
  public static DocumentDecoder decoder() {
    return new DocumentDecoder(DocumentDecoder.DEFAULT_NAMESPACE, new FilterCheck());
  }

  @Override
  @SuppressWarnings("unchecked") // The specification tells the type of the object.
  public List<Problem> problems(ConfigObject<?> object) {
    return object.spec() instanceof EnvoyFilter
        ? PatchReader.read((ConfigObject<EnvoyFilter>) object, false).problems()
        : List.of();
  }
}
