// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.message.MessageMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patches of filter chains, their network filters and HTTP filters. */
final class ChainPatches {

  private final PatchSet patches;
  private final Context side;
  private final SecurityGuard guard;
  private final PatchLog log;

  ChainPatches(PatchSet patches, Context side, SecurityGuard guard, PatchLog log) {
    this.patches = patches;
    this.side = side;
    this.guard = guard;
    this.log = log;
  }

  /** The chain after all patches; empty when one removes it. */
  Optional<FilterChain> apply(Listener listener, FilterChain original) {
    var chain = original;
    for (var patch : matching(ApplyTo.FILTER_CHAIN, listener, original)) {
      if (patch.operation() == Operation.REMOVE) {
        if (allowed(guard.removal(chain), patch)) {
          log.removed(patch);
          return Optional.empty();
        }
      } else if (patch.merges()) {
        var merged = merged(chain, patch);
        chain =
            allowed(guard.chain(chain, merged), patch) ? log.changed(chain, merged, patch) : chain;
      }
    }
    var filters = networkFilters(listener, chain);
    return Optional.of(chain.toBuilder().clearFilters().addAllFilters(filters).build());
  }

  private List<Patch> matching(ApplyTo kind, Listener listener, FilterChain chain) {
    return patches.of(kind, side).stream()
        .filter(patch -> ListenerMatches.listener(listener, patch))
        .filter(patch -> ListenerMatches.chain(listener, chain, patch))
        .toList();
  }

  private boolean allowed(Optional<String> violation, Patch patch) {
    if (guard.permits(patch)) {
      return true;
    }
    violation.ifPresent(reason -> log.add(guard.refusal(patch, reason)));
    return violation.isEmpty();
  }

  /** A patch with a transport socket of the chain's kind changes only that. */
  private FilterChain merged(FilterChain chain, Patch patch) {
    var value = patch.value(FilterChain.class);
    var changed = chain.toBuilder();
    if (value.hasTransportSocket()
        && chain.hasTransportSocket()
        && chain.getTransportSocket().getName().equals(value.getTransportSocket().getName())) {
      merge(changed.getTransportSocketBuilder(), value.getTransportSocket(), patch);
    } else {
      MessageMerge.into(changed, value, ListenerPatches.lists(patch));
    }
    return changed.build();
  }

  private void merge(TransportSocket.Builder socket, TransportSocket value, Patch patch) {
    if (socket.hasTypedConfig() && value.hasTypedConfig()) {
      ClusterPatches.packed(socket.getTypedConfig(), value.getTypedConfig(), patch, log)
          .ifPresent(socket::setTypedConfig);
    }
  }

  private List<Filter> networkFilters(Listener listener, FilterChain chain) {
    var matching = matching(ApplyTo.NETWORK_FILTER, listener, chain);
    var filters = chain.getFiltersList();
    for (var patch : matching) {
      var wanted = ListenerMatches.networkFilter(patch);
      var changed =
          Lists.after(
              filters,
              patch,
              Filter.class,
              wanted.isPresent(),
              filter -> filter.getName().equals(wanted.orElse("")));
      filters =
          allowed(guard.network(filters, changed), patch)
              ? log.changed(filters, changed, patch)
              : filters;
    }
    for (var patch : matching) {
      if (patch.operation() == Operation.MERGE) {
        filters = mergedFilters(filters, patch);
      }
    }
    var http = matching(ApplyTo.HTTP_FILTER, listener, chain);
    var done = new ArrayList<Filter>();
    for (var filter : filters) {
      done.add(
          filter.getName().equals(EnvoyNames.HTTP_CONNECTION_MANAGER)
              ? manager(filter, http)
              : filter);
    }
    return done;
  }

  private List<Filter> mergedFilters(List<Filter> filters, Patch patch) {
    var wanted = ListenerMatches.networkFilter(patch);
    var changed = new ArrayList<>(filters);
    changed.replaceAll(
        filter ->
            wanted.map(name -> name.equals(filter.getName())).orElse(true)
                    && filter.hasTypedConfig()
                ? merged(filter, patch)
                : filter);
    return allowed(guard.network(filters, changed), patch)
        ? log.changed(filters, changed, patch)
        : filters;
  }

  private Filter merged(Filter filter, Patch patch) {
    var value = patch.value(Filter.class);
    var changed = filter.toBuilder();
    if (!value.getName().isEmpty()) {
      changed.setName(value.getName());
    }
    if (value.hasTypedConfig()) {
      config(filter.getTypedConfig(), value.getTypedConfig(), patch)
          .ifPresent(changed::setTypedConfig);
    }
    return changed.build();
  }

  private Optional<Any> config(Any target, Any value, Patch patch) {
    return ClusterPatches.packed(target, value, patch, log);
  }

  private Filter manager(Filter filter, List<Patch> http) {
    if (!filter.hasTypedConfig()) {
      return filter;
    }
    HttpConnectionManager manager;
    try {
      manager = HttpConnectionManager.parseFrom(filter.getTypedConfig().getValue());
    } catch (InvalidProtocolBufferException e) {
      return filter;
    }
    var changed = manager.toBuilder();
    if (!http.isEmpty()) {
      changed.clearHttpFilters().addAllHttpFilters(httpFilters(filter, manager, http));
    }
    var result = changed.build();
    return result.equals(manager)
        ? filter
        : filter.toBuilder().setTypedConfig(Packed.any(result)).build();
  }

  private List<HttpFilter> httpFilters(
      Filter filter, HttpConnectionManager manager, List<Patch> http) {
    var filters = manager.getHttpFiltersList();
    for (var patch : http) {
      if (isElsewhere(filter, patch)) {
        continue;
      }
      var wanted = ListenerMatches.httpFilter(patch);
      var changed =
          Lists.after(
              filters,
              patch,
              HttpFilter.class,
              wanted.isPresent(),
              one -> one.getName().equals(wanted.orElse("")));
      filters =
          allowed(guard.http(filters, changed), patch)
              ? log.changed(filters, changed, patch)
              : filters;
    }
    for (var patch : http) {
      if (patch.operation() == Operation.MERGE && !isElsewhere(filter, patch)) {
        filters = mergedHttp(filters, patch);
      }
    }
    return filters;
  }

  private static boolean isElsewhere(Filter filter, Patch patch) {
    return ListenerMatches.networkFilter(patch)
        .map(name -> !name.equals(filter.getName()))
        .orElse(false);
  }

  private List<HttpFilter> mergedHttp(List<HttpFilter> filters, Patch patch) {
    var wanted = ListenerMatches.httpFilter(patch);
    var changed = new ArrayList<>(filters);
    changed.replaceAll(
        filter ->
            wanted.map(name -> name.equals(filter.getName())).orElse(true)
                    && filter.hasTypedConfig()
                ? merged(filter, patch)
                : filter);
    return allowed(guard.http(filters, changed), patch)
        ? log.changed(filters, changed, patch)
        : filters;
  }

  private HttpFilter merged(HttpFilter filter, Patch patch) {
    var value = patch.value(HttpFilter.class);
    var changed = filter.toBuilder();
    if (!value.getName().isEmpty()) {
      changed.setName(value.getName());
    }
    if (value.hasTypedConfig()) {
      config(filter.getTypedConfig(), value.getTypedConfig(), patch)
          .ifPresent(changed::setTypedConfig);
    }
    return changed.build();
  }
}
