// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.Sidecar;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes one outbound scope from an earlier one and what changed since: a host or a
 * VirtualService that did not change is not looked at. From nothing, everything is a change.
 */
final class OutboundScopes {

  private final OutboundScope before;
  private final ScopeChanges changes;
  private final ScopeInputs inputs;
  private final VisibleServices visible;
  private final Set<String> touched = new TreeSet<>();

  private OutboundScopes(OutboundScope before, ScopeChanges changes) {
    this.before = before;
    this.changes = changes;
    this.inputs = changes.now();
    this.visible =
        new VisibleServices(
            inputs.services(),
            inputs.settings().serviceExportTo(),
            EntryVisibility.of(inputs.settings().mesh(), inputs.namespaces()),
            before.namespace());
  }

  /** What proxies of {@code namespace} see under {@code sidecar}. */
  static OutboundScope compute(
      ScopeInputs inputs, String namespace, Optional<ConfigObject<Sidecar>> sidecar) {
    var start =
        OutboundScope.empty(
            namespace,
            sidecar,
            sidecar
                .flatMap(object -> object.spec().outboundTrafficPolicy())
                .orElseGet(() -> ofMesh(inputs)));
    return next(start, ScopeChanges.all(inputs));
  }

  /** The scope after {@code changes}; the very object when none of them concerns it. */
  static OutboundScope next(OutboundScope before, ScopeChanges changes) {
    return new OutboundScopes(before, changes).next();
  }

  private static OutboundTrafficPolicy ofMesh(ScopeInputs inputs) {
    return new OutboundTrafficPolicy(
        inputs.settings().mesh().outboundTrafficPolicy(), Optional.empty());
  }

  private OutboundScope next() {
    List<EgressScope> egress = before.egress().stream().map(this::edited).toList();
    changes.services().stream().filter(host -> isNamed(egress, host)).forEach(touched::add);
    var services = before.byHost();
    var mentions = before.mentions();
    var ranked = before.ranked();
    var settings = before.settings();
    var aliases = before.aliases();
    for (String host : touched) {
      var found = new NamedServices(visible, egress).of(host);
      @Nullable Mention known = mentions.get(host);
      @Nullable Mention first = found.map(NamedServices.Found::first).orElse(null);
      @Nullable MeshService service = found.map(NamedServices.Found::service).orElse(null);
      if (known != null && !known.equals(first)) {
        ranked = ranked.minus(known);
      }
      if (known != null) {
        aliases = without(aliases, known, services.get(host));
      }
      if (first != null) {
        aliases = with(aliases, first, service);
      }
      mentions = mentions.with(host, first);
      ranked = first == null ? ranked : ranked.with(first, service);
      services = services.with(host, service);
      settings = settings.with(host, service == null ? null : settings(service));
    }
    var rules = rules(services);
    boolean same =
        isSame(egress)
            && services == before.byHost()
            && ranked == before.ranked()
            && aliases.equals(before.aliases())
            && rules == before.rules()
            && settings == before.settings();
    return same
        ? before
        : new OutboundScope(
            before.namespace(),
            before.sidecar(),
            egress,
            ranked,
            mentions,
            services,
            aliases,
            rules,
            settings,
            before.outboundTrafficPolicy());
  }

  private static DiffMap<String, DiffMap<Mention, String>> with(
      DiffMap<String, DiffMap<Mention, String>> aliases,
      Mention mention,
      @Nullable MeshService service) {
    return service != null && service.resolution() == Resolution.ALIAS
        ? aliases.plus(
            service.aliasOf(),
            aliases
                .getOrDefault(service.aliasOf(), DiffMap.empty())
                .plus(mention, service.hostname()))
        : aliases;
  }

  private static DiffMap<String, DiffMap<Mention, String>> without(
      DiffMap<String, DiffMap<Mention, String>> aliases,
      Mention mention,
      @Nullable MeshService service) {
    if (service == null || service.resolution() != Resolution.ALIAS) {
      return aliases;
    }
    var rest = aliases.getOrDefault(service.aliasOf(), DiffMap.empty()).minus(mention);
    return aliases.with(service.aliasOf(), rest.isEmpty() ? null : rest);
  }

  private boolean isSame(List<EgressScope> egress) {
    for (int i = 0; i < egress.size(); i++) {
      if (egress.get(i) != before.egress().get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a listener names a host now, or one did before; others come to nothing. */
  private boolean isNamed(List<EgressScope> egress, String host) {
    if (before.mentions().containsKey(host)) {
      return true;
    }
    for (var listener : egress) {
      if (listener.ranks().containsKey(host) || listener.destinations().containsKey(host)) {
        return true;
      }
    }
    return false;
  }

  private EgressScope edited(EgressScope listener) {
    var edit = new EgressEdit(listener, visible);
    for (var age : changes.routes()) {
      var old = ScopeChanges.routes(changes.before(), age);
      var now = ScopeChanges.routes(inputs, age);
      if (edit.route(old, now)) {
        touch(edit, old);
        touch(edit, now);
      }
    }
    changes.services().forEach(edit::service);
    return edit.build();
  }

  private void touch(EgressEdit edit, @Nullable ResolvedVirtualService routes) {
    if (routes != null) {
      touched.addAll(edit.destinationsOf(routes).keySet());
    }
  }

  private @Nullable ServiceSettings settings(MeshService service) {
    var settings = inputs.servicePolicies().of(service.key(), inputs.settings().rootNamespace());
    return settings.equals(ServiceSettings.NONE) ? null : settings;
  }

  private DiffMap<String, List<MergedDestinationRule>> rules(
      DiffMap<String, MeshService> services) {
    var hosts = new TreeSet<>(touched);
    for (String host : changes.rules()) {
      if (!Hosts.isWildcard(host)) {
        if (services.containsKey(host) || before.rules().containsKey(host)) {
          hosts.add(host);
        }
      } else {
        services.keySet().stream().filter(name -> Hosts.covers(host, name)).forEach(hosts::add);
      }
    }
    var defaults = inputs.settings().destinationRules();
    var next = before.rules();
    for (String host : hosts) {
      @Nullable MeshService service = services.get(host);
      List<MergedDestinationRule> found =
          service == null
              ? List.of()
              : inputs.destinationRules().lookup(before.namespace(), service.key(), defaults);
      next = next.with(host, found.isEmpty() ? null : found);
    }
    return next;
  }
}
