// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Envoy checks between the parts of a listener (source/common/listener_manager). */
final class ListenerRules {

  private static final Set<String> TERMINAL_NETWORK =
      Set.of(
          HttpConnectionManager.getDescriptor().getFullName(),
          TcpProxy.getDescriptor().getFullName());

  private static final String ROUTER = Router.getDescriptor().getFullName();

  private ListenerRules() {}

  static void check(Listener listener, List<Finding> findings) {
    var matches = new HashMap<FilterChainMatch, Integer>();
    var names = new HashSet<String>();
    for (int index = 0; index < listener.getFilterChainsCount(); index++) {
      var chain = listener.getFilterChains(index);
      var at = "filter_chains[" + index + "]";
      if (listener.hasFilterChainMatcher()) {
        if (!names.add(chain.getName())) {
          findings.add(new Finding(at + ".name", "is taken twice: " + chain.getName()));
        }
      } else {
        var first = matches.putIfAbsent(chain.getFilterChainMatch(), index);
        if (first != null) {
          findings.add(
              new Finding(at + ".filter_chain_match", "is the same as that of chain " + first));
        }
      }
      check(chain, at, findings);
    }
    if (listener.hasDefaultFilterChain()) {
      check(listener.getDefaultFilterChain(), "default_filter_chain", findings);
    }
  }

  private static void check(FilterChain chain, String at, List<Finding> findings) {
    int last = chain.getFiltersCount() - 1;
    for (int index = 0; index <= last; index++) {
      var filter = chain.getFilters(index);
      var here = at + ".filters[" + index + "]";
      boolean terminal = TERMINAL_NETWORK.contains(type(filter.getTypedConfig()));
      if (terminal && index < last) {
        findings.add(new Finding(here, "must be the last filter, for it ends the chain"));
      }
      if (filter.getConfigTypeCase() == Filter.ConfigTypeCase.CONFIGTYPE_NOT_SET) {
        findings.add(new Finding(here, "needs a typed_config"));
      }
      if (type(filter.getTypedConfig())
          .equals(HttpConnectionManager.getDescriptor().getFullName())) {
        manager(filter, here, findings);
      }
    }
  }

  private static void manager(Filter filter, String at, List<Finding> findings) {
    try {
      var manager = HttpConnectionManager.parseFrom(filter.getTypedConfig().getValue());
      int last = manager.getHttpFiltersCount() - 1;
      for (int index = 0; index <= last; index++) {
        boolean router = type(manager.getHttpFilters(index).getTypedConfig()).equals(ROUTER);
        var here = at + ".http_filters[" + index + "]";
        if (router && index < last) {
          findings.add(new Finding(here, "must be the last filter, for it ends the chain"));
        } else if (!router && index == last && manager.getHttpFilters(index).hasTypedConfig()) {
          findings.add(new Finding(here, "is the last filter, but that must be the router"));
        }
      }
      if (manager.hasRouteConfig()) {
        RouteRules.check(manager.getRouteConfig(), at + ".route_config.", findings);
      }
    } catch (InvalidProtocolBufferException e) {
      findings.add(new Finding(at, "holds bytes that are not of its type"));
    }
  }

  private static String type(Any any) {
    return any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
  }
}
