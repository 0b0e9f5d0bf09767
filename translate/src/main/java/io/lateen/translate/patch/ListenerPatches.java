// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.translate.message.MessageMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Patches of listeners, their listener filters and filter chains (Istio:
 * core/envoyfilter/listener_patch.go). The order of the steps is Istio's: a later kind of patch
 * sees what the earlier ones did, additions are not patched again.
 */
final class ListenerPatches {

  private final PatchSet patches;
  private final Context side;
  private final SecurityGuard guard;
  private final PatchLog log;
  private final ChainPatches chains;

  ListenerPatches(PatchSet patches, Context side, SecurityGuard guard, PatchLog log) {
    this.patches = patches;
    this.side = side;
    this.guard = guard;
    this.log = log;
    this.chains = new ChainPatches(patches, side, guard, log);
  }

  static MessageMerge.Lists lists(Patch patch) {
    return patch.operation() == Operation.MERGE_AND_REPLACE_LIST
        ? MessageMerge.Lists.REPLACE
        : MessageMerge.Lists.APPEND;
  }

  /** The listener after all patches; empty when one removes it. */
  Optional<Listener> apply(Listener original) {
    var listener = original;
    for (var patch : patches.of(ApplyTo.LISTENER, side)) {
      if (!ListenerMatches.listener(listener, patch)) {
        continue;
      }
      if (patch.operation() == Operation.REMOVE) {
        if (allowed(guard.removal(listener), patch)) {
          return Optional.empty();
        }
      } else if (patch.merges()) {
        listener = merged(listener, patch);
      }
    }
    return Optional.of(withChains(withListenerFilters(listener)));
  }

  private Listener merged(Listener listener, Patch patch) {
    var changed = listener.toBuilder();
    MessageMerge.into(changed, patch.value(Listener.class), lists(patch));
    var result = changed.build();
    return allowed(guard.listener(listener, result), patch)
        ? log.changed(listener, result, patch)
        : listener;
  }

  private boolean allowed(Optional<String> violation, Patch patch) {
    if (guard.permits(patch)) {
      return true;
    }
    violation.ifPresent(reason -> log.add(guard.refusal(patch, reason)));
    return violation.isEmpty();
  }

  private Listener withListenerFilters(Listener original) {
    var listener = original;
    for (var patch : patches.of(ApplyTo.LISTENER_FILTER, side)) {
      if (ListenerMatches.listener(listener, patch)) {
        var changed = listener.toBuilder().clearListenerFilters();
        changed.addAllListenerFilters(listenerFilters(listener.getListenerFiltersList(), patch));
        var result = changed.build();
        listener =
            allowed(guard.listener(listener, result), patch)
                ? log.changed(listener, result, patch)
                : listener;
      }
    }
    return listener;
  }

  private List<ListenerFilter> listenerFilters(List<ListenerFilter> filters, Patch patch) {
    var wanted = ListenerMatches.listenerFilter(patch);
    if (patch.operation() != Operation.MERGE) {
      return Lists.after(
          filters,
          patch,
          ListenerFilter.class,
          wanted.isPresent(),
          filter -> filter.getName().equals(wanted.orElse("")));
    }
    var merged = new ArrayList<ListenerFilter>();
    for (var filter : filters) {
      boolean meant = filter.getName().equals(wanted.orElse("")) && filter.hasTypedConfig();
      merged.add(meant ? merged(filter, patch) : filter);
    }
    return merged;
  }

  private ListenerFilter merged(ListenerFilter filter, Patch patch) {
    var value = patch.value(ListenerFilter.class);
    var changed = filter.toBuilder();
    if (value.hasTypedConfig()) {
      ClusterPatches.packed(filter.getTypedConfig(), value.getTypedConfig(), patch, log)
          .ifPresent(changed::setTypedConfig);
    }
    return changed.build();
  }

  private Listener withChains(Listener listener) {
    var changed = listener.toBuilder().clearFilterChains();
    for (var chain : listener.getFilterChainsList()) {
      chains.apply(listener, chain).ifPresent(changed::addFilterChains);
    }
    if (listener.hasDefaultFilterChain()) {
      changed.clearDefaultFilterChain();
      chains
          .apply(listener, listener.getDefaultFilterChain())
          .ifPresent(changed::setDefaultFilterChain);
    }
    for (var patch : patches.of(ApplyTo.FILTER_CHAIN, side)) {
      if (patch.operation() == Operation.ADD
          && ListenerMatches.listener(listener, patch)
          && allowed(guard.addition(listener), patch)) {
        changed.addFilterChains(
            log.changed(FilterChain.getDefaultInstance(), patch.value(FilterChain.class), patch));
      }
    }
    return changed.build();
  }

  /** Listeners that are added; one that says no side comes with the outbound ones. */
  static List<Patch> additions(PatchSet patches, Context side) {
    return patches.of(ApplyTo.LISTENER, side).stream()
        .filter(patch -> patch.operation() == Operation.ADD)
        .filter(patch -> patch.context() != Context.ANY || side != Context.SIDECAR_INBOUND)
        .toList();
  }
}
