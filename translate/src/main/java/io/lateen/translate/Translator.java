// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.endpoint.ListingChange;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.secret.ProxySecrets;
import io.lateen.translate.view.NameAnswers;
import io.lateen.translate.view.ScopedView;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the mesh into what one proxy gets. Equal inputs give equal bytes on every replica; what an
 * edit does not concern comes back as the same objects. Safe for several threads.
 */
public final class Translator {

  /** Most bytes of virtual hosts kept where nothing else is said (docs/limits.md). */
  static final long KEPT_BYTES = 16L << 20;

  private final NameAnswers names;
  private final ResourceCatalog catalog;
  private final SharedTranslation shared;
  private final OwnPlans own;
  private final ProxylessPlans proxyless;
  private final Attachments attachments = new Attachments();
  private volatile Translated newest =
      new Translated(
          MeshSnapshot.EMPTY, new ConcurrentHashMap<>(), Map.of(), Optional.empty(), false, false);
  private final ProxySecrets secrets = new ProxySecrets();

  /** For proxies that capture names only where their settings say so, as in Istio. */
  public Translator() {
    this(NameAnswers.CLUSTER);
  }

  /**
   * @param names who answers for names where a proxy's settings do not say it
   */
  public Translator(NameAnswers names) {
    this(names, KEPT_BYTES);
  }

  /**
   * @param keptBytes most bytes of virtual hosts kept by their plans. What proxies have now is held
   *     by them, so less only costs time: equal ones are made again
   */
  public Translator(NameAnswers names, long keptBytes) {
    this.names = names;
    this.catalog = new ResourceCatalog(keptBytes);
    this.shared = new SharedTranslation(catalog);
    this.own = new OwnPlans(catalog);
    this.proxyless = new ProxylessPlans(catalog);
  }

  /**
   * What was translated at one state of the mesh; at most one entry for each of its workloads.
   * Edits that say nothing new leave the mesh the same object.
   *
   * @param past what was translated at the state before
   * @param listings what differs since then, where nothing else but workloads does
   * @param servesAsBefore whether only what proxies see of others differs since then
   * @param rulesAsBefore whether no DestinationRule does
   */
  private record Translated(
      MeshSnapshot mesh,
      Map<WorkloadKey, Result> byProxy,
      Map<WorkloadKey, Result> past,
      Optional<ListingChange> listings,
      boolean servesAsBefore,
      boolean rulesAsBefore) {

    /** The same for those proxies alone. */
    Translated of(Predicate<WorkloadKey> wanted) {
      return new Translated(
          mesh, only(byProxy, wanted), only(past, wanted), listings, servesAsBefore, rulesAsBefore);
    }

    private static Map<WorkloadKey, Result> only(
        Map<WorkloadKey, Result> results, Predicate<WorkloadKey> wanted) {
      Map<WorkloadKey, Result> kept = new ConcurrentHashMap<>(results);
      kept.keySet().removeIf(wanted.negate());
      return kept;
    }

    Set<SharedState> states() {
      Set<SharedState> states = Collections.newSetFromMap(new IdentityHashMap<>());
      byProxy.values().forEach(result -> states.add(result.shared()));
      past.values().forEach(result -> states.add(result.shared()));
      return states;
    }
  }

  /**
   * @param own what the proxy does not share
   * @param shared what it does
   * @param composed both, before anything is attached to them
   */
  private record Result(
      ProxyScope scope,
      OwnPart own,
      SharedState shared,
      ProxyResources composed,
      ProxyResources resources) {

    /** The same; what comes to what was there before is the very object. */
    Result since(Result past) {
      if (this == past) {
        return this;
      }
      var kept = resources.isMadeOf(past.resources) ? past.resources : resources;
      var base = composed.isMadeOf(past.composed) ? past.composed : composed;
      return new Result(scope, own, shared, composed == resources ? kept : base, kept);
    }
  }

  /** All resources of the proxy of {@code workload}, whatever it subscribes to. */
  public ProxyResources translate(MeshSnapshot mesh, Workload workload) {
    var at = at(mesh);
    @Nullable Result known = at.byProxy().get(workload.key());
    if (known != null && known.scope().workload() == workload) {
      return known.resources();
    }
    @Nullable Result past = at.past().get(workload.key());
    var result = past == null ? made(mesh, workload) : after(past, at, workload).since(past);
    at.byProxy().put(workload.key(), result);
    return result.resources();
  }

  private Result after(Result past, Translated at, Workload workload) {
    if (holds(at, past, workload)) {
      return next(past, at.mesh());
    }
    if (at.servesAsBefore()
        && past.scope().workload() == workload
        && workload.role() == ProxyRole.SIDECAR) {
      var scope = past.scope().seeing(at.mesh().outboundAfter(past.scope().outbound()));
      if (scope.outbound() == past.scope().outbound() && at.rulesAsBefore()) {
        return past;
      }
      if (scope.showsLike(past.scope())) {
        return seeing(past, scope, at.mesh());
      }
    }
    return made(at.mesh(), workload);
  }

  private Translated at(MeshSnapshot mesh) {
    var last = newest;
    if (last.mesh() != mesh) {
      var listings = mesh.listingsSince(last.mesh());
      boolean serves = listings.isEmpty() && mesh.servesLike(last.mesh());
      boolean rules = serves && mesh.destinationRules() == last.mesh().destinationRules();
      var past = last.byProxy();
      var byProxy = new ConcurrentHashMap<WorkloadKey, Result>(past.size());
      last = new Translated(mesh, byProxy, past, listings, serves, rules);
      newest = last;
      shared.meshChanged();
    }
    return last;
  }

  /** Whether nothing but endpoints can differ for the proxy. */
  private static boolean holds(Translated at, Result past, Workload workload) {
    return past.scope().workload() == workload
        && at.listings().isPresent()
        && !at.listings().get().concerns(workload);
  }

  /** Where nothing was attached before, nothing is: endpoints do not count for it. */
  private Result next(Result past, MeshSnapshot mesh) {
    var view = new ScopedView(mesh, past.scope(), names);
    var state = shared.after(past.shared(), view);
    var composed =
        state.isComposedLike(past.shared())
            ? past.composed()
            : state.with(past.own(), past.shared(), past.composed());
    boolean bare = past.resources() == past.composed();
    var resources =
        composed == past.composed()
            ? past.resources()
            : bare ? composed : complete(composed, mesh, view);
    return new Result(past.scope(), past.own(), state, composed, resources);
  }

  /** What the proxy serves is as before; what it sees of others may differ. */
  private Result seeing(Result past, ProxyScope scope, MeshSnapshot mesh) {
    var view = new ScopedView(mesh, scope, names);
    var state = shared.after(past.shared(), view);
    var composed = state.with(past.own(), past.shared(), past.composed());
    return new Result(scope, past.own(), state, composed, complete(composed, mesh, view));
  }

  private Result made(MeshSnapshot mesh, Workload workload) {
    var scope = mesh.scopeOf(workload);
    var view = new ScopedView(mesh, scope, names);
    var part = new OwnPart(own(view, mesh, scope));
    var state = shared.of(view);
    var composed = state.with(part);
    return new Result(scope, part, state, composed, complete(composed, mesh, view));
  }

  /**
   * Lets go of what is there for none of those proxies; whoever comes back gets the same again. Not
   * while another thread translates.
   *
   * @return whether a whole class of proxies has gone
   */
  public boolean retain(Predicate<WorkloadKey> wanted) {
    newest = newest.of(wanted);
    return shared.retain(newest.states());
  }

  /** With telemetry, extensions, patches and secrets. */
  private ProxyResources complete(ProxyResources composed, MeshSnapshot mesh, ScopedView view) {
    return view.role() == ProxyRole.PROXYLESS
        ? composed
        : secrets.apply(attachments.apply(composed, mesh, view.scope(), view), mesh, view.scope());
  }

  private ResourcePart own(ScopedView view, MeshSnapshot mesh, ProxyScope scope) {
    return switch (view.role()) {
      case PROXYLESS -> proxyless.servers(view);
      case ROUTER -> own.gateway(view, mesh, scope);
      default -> own.sidecar(view);
    };
  }

  /** How much is kept of what was made, by kind; the bounds are in docs/limits.md. */
  public Map<String, Integer> cached() {
    var sizes = new TreeMap<>(attachments.cached());
    sizes.put("resources", catalog.size());
    sizes.put("classes", shared.size());
    sizes.put("successors", shared.successors());
    sizes.put("virtual_hosts", catalog.hosts());
    sizes.put("host_blocks", catalog.hostBlocks());
    sizes.put("route_frames", catalog.routeFrames());
    return sizes;
  }
}
