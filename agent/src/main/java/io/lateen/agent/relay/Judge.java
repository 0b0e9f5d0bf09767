// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.node.v1.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Finds out which resources of a response were the reason for its refusal. */
@FunctionalInterface
public interface Judge {

  /** Never answers. */
  Judge NONE = (refused, then) -> {};

  /**
   * The resources of a response that Envoy refused.
   *
   * @param clusters names of those that this Envoy has, to which the resources may refer
   */
  record Refused(String typeUrl, List<Resource> resources, Set<String> clusters) {

    /** Copies the collections. */
    public Refused {
      resources = List.copyOf(resources);
      clusters = Set.copyOf(clusters);
    }
  }

  /**
   * Returns at once.
   *
   * @param then gets what was found out, on any thread; is not called when there is nothing to say
   */
  void judge(Refused refused, Consumer<Verdict> then);
}
