// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.envoy.Packed;

/** Route configurations that stand in the connection managers of inbound listeners. */
final class InlineRoutes {

  private InlineRoutes() {}

  /** The listener with these routes patched; the very listener when nothing changes. */
  static Listener patched(Listener listener, RoutePatches routes) {
    var changed = listener.toBuilder();
    for (int index = 0; index < listener.getFilterChainsCount(); index++) {
      changed.setFilterChains(index, patched(listener.getFilterChains(index), routes));
    }
    if (listener.hasDefaultFilterChain()) {
      changed.setDefaultFilterChain(patched(listener.getDefaultFilterChain(), routes));
    }
    return changed.build();
  }

  private static FilterChain patched(FilterChain chain, RoutePatches routes) {
    var changed = chain.toBuilder();
    for (int index = 0; index < chain.getFiltersCount(); index++) {
      changed.setFilters(index, patched(chain.getFilters(index), routes));
    }
    return changed.build();
  }

  private static Filter patched(Filter filter, RoutePatches routes) {
    var manager = Protection.manager(filter);
    if (manager.isEmpty() || !manager.get().hasRouteConfig()) {
      return filter;
    }
    var before = manager.get().getRouteConfig();
    var after = routes.apply(before);
    return after.equals(before)
        ? filter
        : filter.toBuilder()
            .setTypedConfig(Packed.any(manager.get().toBuilder().setRouteConfig(after).build()))
            .build();
  }
}
