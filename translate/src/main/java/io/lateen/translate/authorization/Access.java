// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.translate.authentication.TokenFilter;
import io.lateen.translate.authentication.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Who may call a workload, and which tokens it verifies first. */
public record Access(Authorization authorization, Tokens tokens) {

  /** Nobody is asked for anything. */
  public static final Access OPEN = new Access(Authorization.NONE, Tokens.NONE);

  /**
   * The filters of a connection manager: external providers, tokens, rules; rules may depend on
   * claims, so they come last.
   *
   * @param gateway whether routes may depend on claims
   */
  public List<HttpFilter> http(boolean gateway) {
    var decisions = new AuthorizationFilters(authorization);
    var filters = new ArrayList<>(decisions.externalHttp());
    TokenFilter.of(tokens, gateway).ifPresent(filters::add);
    filters.addAll(decisions.http());
    return filters;
  }

  /** The filters of a TCP chain. */
  public List<Filter> tcp() {
    return new AuthorizationFilters(authorization).tcp();
  }
}
