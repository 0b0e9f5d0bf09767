// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.base.Copies;
import io.lateen.base.problem.Problems;
import io.lateen.translate.ProxyResources;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.XdsResource;
import java.util.Map;

/**
 * What one proxy gets at one epoch; immutable. A resource or a whole type that did not change since
 * the view before stays the same object, so that the xDS server sees at once where work is.
 *
 * @param isPartial whether some resource could not be sent
 */
record ProxyView(
    long epoch,
    long revision,
    Map<String, WireResources.Typed> byType,
    ProxyResources translated,
    boolean isPartial)
    implements ResourceView {

  static final ProxyView NONE =
      new ProxyView(0, 0, Map.of(), new ProxyResources(Map.of(), Problems.NONE), false);

  @Override
  public Map<String, XdsResource> resources(String typeUrl) {
    return typed(typeUrl).wire();
  }

  private WireResources.Typed typed(String typeUrl) {
    return byType.getOrDefault(typeUrl, WireResources.Typed.NONE);
  }

  /** The view after this one. */
  ProxyView next(long nextEpoch, long nextRevision, ProxyResources resources, WireResources wire) {
    var types =
        Copies.mapped(resources.byType(), (type, named) -> wire.of(type, typed(type), named));
    return new ProxyView(nextEpoch, nextRevision, types, resources, isPartial(types.values()));
  }

  private static boolean isPartial(Iterable<WireResources.Typed> types) {
    for (var typed : types) {
      if (typed.isPartial()) {
        return true;
      }
    }
    return false;
  }
}
