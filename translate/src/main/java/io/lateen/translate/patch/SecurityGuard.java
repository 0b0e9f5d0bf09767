// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.meshconfig.SecurityFilters;
import io.lateen.base.problem.Problem;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Keeps patches away from what protects a workload: filters that authenticate and authorize, all
 * that runs before them, and the demand for a client certificate (decision 027). It compares the
 * thing before and after a patch; each method returns what is violated, as a phrase. Resources
 * without protection may be patched freely.
 */
final class SecurityGuard {

  private final SecurityFilters setting;
  private final Set<String> guardedNames;

  /**
   * @param guardedNames names of the security filters that the proxy's listeners have
   */
  SecurityGuard(SecurityFilters setting, Set<String> guardedNames) {
    this.setting = setting;
    this.guardedNames = Set.copyOf(guardedNames);
  }

  /** Whether an administrator lets this patch do anything. */
  boolean permits(Patch patch) {
    return switch (setting) {
      case PROTECT -> false;
      case ALLOW_ROOT_NAMESPACE -> patch.root();
      case ALLOW -> true;
    };
  }

  /** What users are told. */
  Problem refusal(Patch patch, String reason) {
    return patch
        .problem("refused, because it " + reason)
        .withFix(
            "insert behind the security filters, or let an administrator set"
                + " envoyFilters.securityFilters to ALLOW_ROOT_NAMESPACE or ALLOW");
  }

  Optional<String> removal(Listener listener) {
    return isProtected(listener)
        ? Optional.of("removes a listener with security filters")
        : Optional.empty();
  }

  Optional<String> removal(FilterChain chain) {
    return Protection.of(chain)
        ? Optional.of("removes a filter chain with security filters")
        : Optional.empty();
  }

  Optional<String> addition(Listener listener) {
    return isProtected(listener)
        ? Optional.of("adds a filter chain that passes by the security filters of the others")
        : Optional.empty();
  }

  private static boolean isProtected(Listener listener) {
    return listener.getFilterChainsList().stream().anyMatch(Protection::of)
        || (listener.hasDefaultFilterChain() && Protection.of(listener.getDefaultFilterChain()));
  }

  Optional<String> listener(Listener before, Listener after) {
    if (!isProtected(before)) {
      return Optional.empty();
    }
    if (before.getFilterChainsCount() != after.getFilterChainsCount()
        || before.hasDefaultFilterChain() != after.hasDefaultFilterChain()
        || !before.getFilterChainMatcher().equals(after.getFilterChainMatcher())) {
      return Optional.of("changes which filter chain takes a connection");
    }
    for (var filter : before.getListenerFiltersList()) {
      if (filter.getName().equals(EnvoyNames.TLS_INSPECTOR)
          && !after.getListenerFiltersList().contains(filter)) {
        return Optional.of("changes or removes the listener filter that recognizes TLS");
      }
    }
    for (int index = 0; index < before.getFilterChainsCount(); index++) {
      var violation = chain(before.getFilterChains(index), after.getFilterChains(index));
      if (violation.isPresent()) {
        return violation;
      }
    }
    return chain(before.getDefaultFilterChain(), after.getDefaultFilterChain());
  }

  Optional<String> chain(FilterChain before, FilterChain after) {
    if (!Protection.of(before)) {
      return Optional.empty();
    }
    if (!before.getFilterChainMatch().equals(after.getFilterChainMatch())) {
      return Optional.of("changes which connections a filter chain with security filters takes");
    }
    if (Protection.demandsCertificate(before)
        && !before.getTransportSocket().equals(after.getTransportSocket())) {
      return Optional.of("changes the TLS settings that demand a client certificate");
    }
    return network(before.getFiltersList(), after.getFiltersList());
  }

  Optional<String> network(List<Filter> before, List<Filter> after) {
    return prefix(
        before,
        after,
        Protection::isSecurity,
        filter -> Protection.isPassive(filter.getTypedConfig()),
        this::sameManager);
  }

  Optional<String> http(List<HttpFilter> before, List<HttpFilter> after) {
    return prefix(
        before,
        after,
        Protection::isSecurity,
        filter -> Protection.isPassive(filter.getTypedConfig()),
        Message::equals);
  }

  /** A connection manager may change, but not in what decides how requests reach the filters. */
  private boolean sameManager(Filter before, Filter after) {
    if (before.equals(after)) {
      return true;
    }
    var old = Protection.manager(before);
    var now = Protection.manager(after);
    return old.isPresent()
        && now.isPresent()
        && before.getName().equals(after.getName())
        && Protection.readsRequestsAlike(old.get(), now.get())
        && http(old.get().getHttpFiltersList(), now.get().getHttpFiltersList()).isEmpty()
        && overrides(old.get().getRouteConfig(), now.get().getRouteConfig()).isEmpty();
  }

  /** All up to the last security filter stays; only filters that cannot change a request join. */
  private static <T> Optional<String> prefix(
      List<T> before,
      List<T> after,
      Predicate<T> security,
      Predicate<T> passive,
      BiPredicate<T, T> same) {
    int kept = before.size();
    while (kept > 0 && !security.test(before.get(kept - 1))) {
      kept--;
    }
    int found = 0;
    for (var filter : after) {
      if (found == kept) {
        break;
      }
      if (same.test(before.get(found), filter)) {
        found++;
      } else if (!passive.test(filter)) {
        return Optional.of("changes a security filter, or puts a filter before one");
      }
    }
    return found == kept ? Optional.empty() : Optional.of("removes a security filter");
  }

  /** Settings by virtual host, route or cluster that switch a security filter off. */
  Optional<String> overrides(Message before, Message after) {
    if (guardedNames.isEmpty() || before.equals(after)) {
      return Optional.empty();
    }
    var added = Overrides.of(after, guardedNames);
    added.removeAll(Overrides.of(before, guardedNames));
    return added.isEmpty()
        ? Optional.empty()
        : Optional.of("changes the security filter " + added.first() + " for a part of the routes");
  }
}
