// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.resource.ViewSource;
import io.lateen.xds.resource.XdsResource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Control planes with one defect each, and a proxy with one. */
final class Broken {

  private Broken() {}

  /** What becomes of a view on its way to a stream. */
  private interface Spoiler {
    ResourceView spoil(ProxyNode node, ResourceView view);
  }

  private static Doubles views(Spoiler spoiler) {
    return new Doubles() {
      @Override
      public ViewSource views(ViewSource real) {
        return new ViewSource() {
          @Override
          public Registration register(ProxyNode node, Consumer<ResourceView> onChange) {
            return real.register(node, view -> onChange.accept(spoiler.spoil(node, view)));
          }
        };
      }
    };
  }

  private record Spoiled(
      long epoch, long revision, ResourceView real, String type, Map<String, XdsResource> instead)
      implements ResourceView {

    @Override
    public Map<String, XdsResource> resources(String typeUrl) {
      return typeUrl.equals(type) ? instead : real.resources(typeUrl);
    }
  }

  /** Leaves a cluster out of every third view that its routes still name. */
  static Doubles losesClusters() {
    return views(
        (node, view) -> {
          var clusters = new HashMap<>(view.resources(TypeUrls.CLUSTER));
          if (view.epoch() % 3 == 0) {
            clusters.keySet().removeIf(name -> name.startsWith("outbound|80|v1|s0."));
          }
          return new Spoiled(
              view.epoch(), view.revision(), view, TypeUrls.CLUSTER, Map.copyOf(clusters));
        });
  }

  /** Does not tell how much of the source it knows. */
  static Doubles hidesItsRevision() {
    return views((node, view) -> new Spoiled(view.epoch(), 0, view, "", Map.of()));
  }

  /** Keeps the secrets of all gateways in one place. */
  static Doubles sharesSecrets() {
    var all = new TreeMap<String, XdsResource>();
    return views(
        (node, view) -> {
          all.putAll(view.resources(TypeUrls.SECRET));
          return new Spoiled(view.epoch(), view.revision(), view, TypeUrls.SECRET, Map.copyOf(all));
        });
  }

  /** Proxies that never answer. */
  static Doubles forgetsAnswers() {
    return new Doubles() {
      @Override
      public boolean proxiesForget() {
        return true;
      }
    };
  }
}
