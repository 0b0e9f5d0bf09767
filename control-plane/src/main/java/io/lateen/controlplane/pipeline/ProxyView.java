// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.base.problem.Problems;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.XdsResource;
import java.util.HashMap;
import java.util.Map;

/**
 * What one proxy gets at one epoch; immutable. A resource or a whole type that did not change since
 * the view before stays the same object, so that the xDS server sees at once where work is.
 */
record ProxyView(
    long epoch, Map<String, Map<String, XdsResource>> byType, ProxyResources translated)
    implements ResourceView {

  static final ProxyView NONE =
      new ProxyView(0, Map.of(), new ProxyResources(Map.of(), Problems.NONE));

  @Override
  public Map<String, XdsResource> resources(String typeUrl) {
    return byType.getOrDefault(typeUrl, Map.of());
  }

  /** The view after this one. */
  ProxyView next(long nextEpoch, ProxyResources resources, Outgoing outgoing) {
    var types = new HashMap<String, Map<String, XdsResource>>();
    resources
        .byType()
        .forEach((type, named) -> types.put(type, next(type, resources(type), named, outgoing)));
    return new ProxyView(nextEpoch, Map.copyOf(types), resources);
  }

  private static Map<String, XdsResource> next(
      String type,
      Map<String, XdsResource> before,
      Map<String, EncodedResource> after,
      Outgoing outgoing) {
    var same = before.size() == after.size();
    var resources = HashMap.<String, XdsResource>newHashMap(after.size());
    for (var resource : after.values()) {
      var old = before.get(resource.name());
      if (old != null && old.version().equals(resource.version())) {
        resources.put(resource.name(), old);
      } else {
        same = false;
        outgoing
            .bytes(type, resource)
            .map(bytes -> new XdsResource(resource.name(), resource.version(), bytes))
            .ifPresent(made -> resources.put(made.name(), made));
      }
    }
    return same ? before : Map.copyOf(resources);
  }
}
