// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.adorn;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.extensions.PluginPhase;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The places of phases in a chain (Istio: core/listener_builder.go, core/networkfilter.go):
 * external authorization, AUTHN, tokens, AUTHZ, rules, STATS, the rest.
 */
final class Phases {

  private static final String EXT_AUTHZ = ".ext_authz.v3.ExtAuthz";
  private static final String TOKENS = ".jwt_authn.v3.JwtAuthentication";

  /** With these begin the filters that every connection manager has. */
  private static final Set<String> TRAFFIC =
      Set.of(EnvoyNames.GRPC_WEB, EnvoyNames.GRPC_STATS, EnvoyNames.ROUTER);

  private Phases() {}

  static List<HttpFilter> http(List<HttpFilter> filters, List<Extension> extensions) {
    Function<HttpFilter, String> type = filter -> type(filter.getTypedConfig());
    int external = after(filters, filter -> type.apply(filter).endsWith(EXT_AUTHZ));
    int tokens = Math.max(external, after(filters, filter -> type.apply(filter).endsWith(TOKENS)));
    int traffic = first(filters, filter -> TRAFFIC.contains(filter.getName()));
    return woven(filters, extensions, HttpFilter.class, external, tokens, traffic);
  }

  static List<Filter> network(List<Filter> filters, List<Extension> extensions) {
    int external = after(filters, filter -> type(filter.getTypedConfig()).endsWith(EXT_AUTHZ));
    int proxy = first(filters, filter -> filter.getName().equals(EnvoyNames.TCP_PROXY));
    return woven(filters, extensions, Filter.class, external, external, proxy);
  }

  private static <T extends Message> List<T> woven(
      List<T> filters,
      List<Extension> extensions,
      Class<T> type,
      int authn,
      int authz,
      int others) {
    var woven = new ArrayList<T>();
    for (int index = 0; index <= filters.size(); index++) {
      if (index == authn) {
        add(woven, extensions, type, PluginPhase.AUTHN);
      }
      if (index == authz) {
        add(woven, extensions, type, PluginPhase.AUTHZ);
      }
      if (index == others) {
        add(woven, extensions, type, PluginPhase.STATS);
        add(woven, extensions, type, PluginPhase.UNSPECIFIED);
      }
      if (index < filters.size()) {
        woven.add(filters.get(index));
      }
    }
    return woven;
  }

  private static <T extends Message> void add(
      List<T> woven, List<Extension> extensions, Class<T> type, PluginPhase phase) {
    extensions.stream()
        .filter(extension -> extension.phase() == phase)
        .forEach(extension -> woven.add(type.cast(extension.filter())));
  }

  /** The place behind the last that is wanted; 0 when there is none. */
  private static <T> int after(List<T> filters, Predicate<T> wanted) {
    int place = 0;
    for (int index = 0; index < filters.size(); index++) {
      if (wanted.test(filters.get(index))) {
        place = index + 1;
      }
    }
    return place;
  }

  /** The place of the first that is wanted, the end when there is none. */
  private static <T> int first(List<T> filters, Predicate<T> wanted) {
    for (int index = 0; index < filters.size(); index++) {
      if (wanted.test(filters.get(index))) {
        return index;
      }
    }
    return filters.size();
  }

  private static String type(Any config) {
    return config.getTypeUrl();
  }
}
