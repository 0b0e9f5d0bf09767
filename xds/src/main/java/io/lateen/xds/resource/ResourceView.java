// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import java.util.Map;
import java.util.Optional;

/**
 * Everything one class of proxies may get, at one epoch. Immutable; shared by the streams of the
 * class. Between two epochs the map of a type that did not change should stay the same object: the
 * server compares identity first and then does no work for that type.
 */
public interface ResourceView {

  /** Grows with every published change; views of one proxy never go back. */
  long epoch();

  /**
   * How much of the source is in the view; comparable among control planes that share the source. 0
   * when the source does not count.
   */
  default long revision() {
    return 0;
  }

  /** Name to resource of a type; empty when the view has none. Never changes. */
  Map<String, XdsResource> resources(String typeUrl);

  /**
   * The resource that a subscribed name stands for. Only types with aliases (virtual hosts: {@code
   * route/host}) answer with a resource of another name.
   */
  default Optional<XdsResource> find(String typeUrl, String name) {
    return Optional.ofNullable(resources(typeUrl).get(name));
  }
}
