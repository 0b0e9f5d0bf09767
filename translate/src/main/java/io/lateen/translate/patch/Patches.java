// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.api.ConfigObject;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.meshconfig.SecurityFilters;
import io.lateen.base.hash.Version;
import io.lateen.base.memo.Memo;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Applies EnvoyFilters to the resources of proxies (decision 030). A resource is patched once for
 * each set of patches, whatever number of proxies gets it; what no patch changes stays the same
 * object. Safe for several threads.
 */
public final class Patches {

  /** Most patched resources kept (docs/limits.md); a full memo only costs time. */
  static final int MAX_OUTCOMES = 20_000;

  /** Most bytes of patched resources kept (docs/limits.md). */
  static final long MAX_BYTES = 64L << 20;

  /** Most EnvoyFilters kept with their values read (docs/limits.md). */
  static final int MAX_READ = 2_000;

  private static final ApplyTo[] OF_LISTENERS = {
    ApplyTo.LISTENER,
    ApplyTo.FILTER_CHAIN,
    ApplyTo.LISTENER_FILTER,
    ApplyTo.NETWORK_FILTER,
    ApplyTo.HTTP_FILTER,
    ApplyTo.ROUTE_CONFIGURATION,
    ApplyTo.VIRTUAL_HOST,
    ApplyTo.HTTP_ROUTE
  };
  private static final ApplyTo[] OF_ROUTES = {
    ApplyTo.ROUTE_CONFIGURATION, ApplyTo.VIRTUAL_HOST, ApplyTo.HTTP_ROUTE
  };

  private final Memo<PatchedKey, Patched> outcomes =
      new Memo<>(MAX_OUTCOMES, MAX_BYTES, Patched::size);
  private final Memo<Source, PatchReader.Read> reads = new Memo<>(MAX_READ);
  private final Memo<EncodedResource, Set<String>> guardedNames = new Memo<>(MAX_OUTCOMES);
  private final PatchedGenerator generator = new PatchedGenerator();

  private record Source(ConfigObject<EnvoyFilter> object, boolean root) {}

  /**
   * The resources with all patches for the proxy.
   *
   * @param filters those that select the proxy, in the order in which they apply
   */
  public ProxyResources apply(
      ProxyResources resources, List<ConfigObject<EnvoyFilter>> filters, PatchFacts facts) {
    if (filters.isEmpty()) {
      return resources;
    }
    var problems = new TreeSet<Problem>(PatchOrder.PROBLEMS);
    var patches = select(filters, facts, problems);
    var types = new TreeMap<String, Map<String, EncodedResource>>(resources.byType());
    if (!patches.isEmpty()) {
      var run = new Run(resources, patches, facts, problems);
      run.patch(types, ResourceTypes.CLUSTER, ApplyTo.CLUSTER);
      run.patch(types, ResourceTypes.LISTENER, OF_LISTENERS);
      run.patch(types, ResourceTypes.ROUTE, OF_ROUTES);
      Additions.add(types, patches, facts.role(), problems);
    }
    return new ProxyResources(types, resources.problems().and(new Problems(List.copyOf(problems))));
  }

  /**
   * What proxies are started with besides the agent's bootstrap, an {@code
   * envoy.config.bootstrap.v3.Bootstrap}; empty when no patch is of it.
   */
  public Optional<Message> bootstrap(List<ConfigObject<EnvoyFilter>> filters, PatchFacts facts) {
    var concerned =
        filters.stream()
            .filter(
                filter ->
                    filter.spec().patches().stream()
                        .anyMatch(patch -> patch.applyTo() == ApplyTo.BOOTSTRAP))
            .toList();
    return concerned.isEmpty()
        ? Optional.empty()
        : BootstrapPatches.merged(
            select(concerned, facts, new TreeSet<>(PatchOrder.PROBLEMS)).all(ApplyTo.BOOTSTRAP));
  }

  private static PatchReader.Read read(Source source) {
    return PatchReader.read(source.object(), source.root());
  }

  private PatchSet select(
      List<ConfigObject<EnvoyFilter>> filters, PatchFacts facts, Set<Problem> problems) {
    var patches = new ArrayList<Patch>();
    var text = new StringBuilder();
    for (var filter : filters) {
      boolean root = filter.namespace().equals(facts.rootNamespace());
      var read = reads.get(new Source(filter, root), Patches::read);
      problems.addAll(read.problems());
      for (var one : read.patches()) {
        if (isFor(one.spec(), facts)) {
          patches.add(one.patch());
          text.append(one.fingerprint()).append('\n');
        }
      }
    }
    return new PatchSet(Version.of(text.toString()).hex(), patches);
  }

  private static boolean isFor(ConfigPatch spec, PatchFacts facts) {
    return spec.proxy()
        .map(wanted -> ProxyConditions.hold(wanted, facts.version(), facts.metadata()))
        .orElse(true);
  }

  /** The names of the security filters of a listener. */
  private Set<String> guarded(EncodedResource listener) {
    return guardedNames.get(
        listener,
        resource -> {
          try {
            return Protection.names(Listener.parseFrom(resource.bytes()));
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(resource.name(), e);
          }
        });
  }

  /** How many patched resources and read EnvoyFilters are kept. */
  public Map<String, Integer> cached() {
    return Map.of("patched", outcomes.size(), "filters", reads.size());
  }

  /** One application of patches to one proxy. */
  private final class Run {
    private final PatchSet patches;
    private final PatchFacts facts;
    private final Set<Problem> problems;
    private final Set<String> guarded = new TreeSet<>();

    Run(ProxyResources resources, PatchSet patches, PatchFacts facts, Set<Problem> problems) {
      this.patches = patches;
      this.facts = facts;
      this.problems = problems;
      if (facts.securityFilters() != SecurityFilters.ALLOW) {
        for (var listener : resources.ofType(ResourceTypes.LISTENER).values()) {
          guarded.addAll(guarded(listener));
        }
      }
    }

    void patch(Map<String, Map<String, EncodedResource>> types, String type, ApplyTo... concerned) {
      if (!patches.concerns(concerned)) {
        return;
      }
      SortedMap<String, EncodedResource> patched = new TreeMap<>();
      types
          .getOrDefault(type, Map.of())
          .values()
          .forEach(
              resource -> {
                var outcome = outcomes.get(key(type, resource), generator::generate);
                problems.addAll(outcome.problems());
                outcome.resource().ifPresent(one -> patched.putIfAbsent(one.name(), one));
              });
      types.put(type, Collections.unmodifiableSortedMap(patched));
    }

    private PatchedKey key(String type, EncodedResource resource) {
      var side =
          facts.role() == ProxyRole.ROUTER
              ? Context.GATEWAY
              : Additions.isInboundCluster(type, resource.name())
                  ? Context.SIDECAR_INBOUND
                  : Context.SIDECAR_OUTBOUND;
      return new PatchedKey(
          type, side, resource, patches, facts.ports(), facts.securityFilters(), guarded);
    }
  }
}
