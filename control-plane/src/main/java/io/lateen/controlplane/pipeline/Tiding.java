// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.mesh.workload.Workload;
import io.lateen.translate.ProxyResources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something new for a proxy; used by the writer only.
 *
 * @param resources empty when there is no record of it yet, or no translation
 */
record Tiding(Follower follower, Optional<ProxyResources> resources) {

  /**
   * What is new, for all streams of a proxy of which one is concerned: whoever waits for the proxy
   * waits for all of them. Of the others what they have stays known.
   *
   * @param proxies the workloads behind the followers, as far as there are records
   */
  static List<Tiding> of(
      List<Follower> audience,
      Map<Follower, Workload> proxies,
      Engine.Output output,
      WireResources wire) {
    var all = new ArrayList<Tiding>(audience.size());
    var concerned = new HashSet<String>();
    for (var follower : audience) {
      @Nullable Workload workload = proxies.get(follower);
      var resources =
          workload == null
              ? Optional.<ProxyResources>empty()
              : Optional.ofNullable(output.byProxy().get(workload.key()));
      all.add(new Tiding(follower, resources));
      if (follower.isConcerned(resources)) {
        concerned.add(follower.node().id());
      }
    }
    var tidings = new ArrayList<Tiding>(concerned.size());
    for (var tiding : all) {
      if (concerned.contains(tiding.follower().node().id())) {
        tidings.add(tiding);
      } else {
        wire.stays(tiding.follower().view());
      }
    }
    return tidings;
  }
}
