// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.networking.Delegate;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.ExportTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Resolves one VirtualService: qualifies its names and puts the routes of its delegates in the
 * place of those that delegate. Delegation has one level (istio.io, VirtualService, Delegate).
 */
final class Delegation {

  private final ConfigObject<VirtualService> root;
  private final KindSnapshot<VirtualService> all;
  private final ExportTo defaultExportTo;
  private final List<HttpRoute> routes = new ArrayList<>();
  private final List<ObjectKey> owners = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  private Delegation(
      ConfigObject<VirtualService> root,
      KindSnapshot<VirtualService> all,
      ExportTo defaultExportTo) {
    this.root = root;
    this.all = all;
    this.defaultExportTo = defaultExportTo;
  }

  /** {@code root} resolved against the delegates that it names and may see. */
  static ResolvedVirtualService resolve(
      ConfigObject<VirtualService> root,
      KindSnapshot<VirtualService> all,
      ExportTo defaultExportTo) {
    return new Delegation(root, all, defaultExportTo).resolve();
  }

  /** The keys of the VirtualServices that {@code object} delegates to. */
  static List<ObjectKey> delegatesOf(ConfigObject<VirtualService> object) {
    return object.spec().http().stream()
        .flatMap(route -> route.delegate().stream())
        .map(delegate -> key(delegate, object))
        .distinct()
        .toList();
  }

  private static ObjectKey key(Delegate delegate, ConfigObject<VirtualService> root) {
    String namespace = delegate.namespace().isEmpty() ? root.namespace() : delegate.namespace();
    return new ObjectKey(root.key().group(), root.key().kind(), namespace, delegate.name());
  }

  private ResolvedVirtualService resolve() {
    VirtualService qualified = qualified(root);
    for (int i = 0; i < qualified.http().size(); i++) {
      HttpRoute route = qualified.http().get(i);
      if (route.delegate().isPresent()) {
        delegate(route, route.delegate().get(), "http[" + i + "].delegate");
      } else {
        add(route, root.key());
      }
    }
    var spec =
        new VirtualService(
            qualified.hosts(),
            qualified.gateways(),
            routes,
            qualified.tls(),
            qualified.tcp(),
            qualified.exportTo());
    return new ResolvedVirtualService(root, spec, exportTo(root), owners, warnings);
  }

  /** What was made from another object names everything in full. */
  private static VirtualService qualified(ConfigObject<VirtualService> object) {
    return object.origin().author().isPresent()
        ? object.spec()
        : new Qualification(object.namespace()).of(object.spec());
  }

  private void delegate(HttpRoute route, Delegate to, String path) {
    Optional<ConfigObject<VirtualService>> target = all.get(key(to, root));
    if (target.isEmpty()
        || !target.get().spec().isDelegate()
        || !exportTo(target.get()).includes(target.get().namespace(), root.namespace())) {
      report(
          route,
          path,
          key(to, root).display() + " is not a delegate that exists and is visible here",
          "create it without hosts, or correct its name and exportTo");
      return;
    }
    ConfigObject<VirtualService> delegate = target.get();
    VirtualService qualified = new Qualification(delegate.namespace()).of(delegate.spec());
    for (HttpRoute leaf : qualified.http()) {
      Optional<List<HttpMatch>> match = MatchMerge.merge(route.match(), leaf.match());
      if (leaf.delegate().isPresent()) {
        report(
            route,
            path,
            delegate.key().display() + " delegates again, which is not followed",
            "delegate to the last VirtualService directly");
      } else if (match.isEmpty()) {
        report(
            route,
            path,
            "the conditions at line "
                + leaf.line()
                + " of "
                + delegate.key().display()
                + " contradict those of this route; that route is left out",
            "let both match the same requests");
      } else {
        add(merge(route, leaf, match.get()), delegate.key());
      }
    }
  }

  private void add(HttpRoute route, ObjectKey owner) {
    routes.add(route);
    owners.add(owner);
  }

  private void report(HttpRoute route, String path, String message, String fix) {
    var origin = Warning.at(root.origin(), route.line());
    warnings.add(Warning.of(root.key(), origin, path, message, fix));
  }

  private static HttpRoute merge(HttpRoute root, HttpRoute leaf, List<HttpMatch> match) {
    return new HttpRoute(
        MatchMerge.name(root.name(), leaf.name()),
        match,
        leaf.route(),
        leaf.redirect(),
        leaf.directResponse().or(root::directResponse),
        Optional.empty(),
        leaf.rewrite().or(root::rewrite),
        leaf.timeout().or(root::timeout),
        leaf.retries().or(root::retries),
        leaf.fault().or(root::fault),
        leaf.mirrors().isEmpty() ? root.mirrors() : leaf.mirrors(),
        leaf.corsPolicy().or(root::corsPolicy),
        leaf.headers().equals(HeaderRules.NONE) ? root.headers() : leaf.headers(),
        leaf.line());
  }

  private ExportTo exportTo(ConfigObject<VirtualService> object) {
    ExportTo written = ExportTo.of(object.spec().exportTo()).orElse(defaultExportTo);
    if (!written.entries().contains(".")) {
      return written;
    }
    var entries = new TreeSet<>(written.entries());
    entries.remove(".");
    entries.add(object.namespace());
    return new ExportTo(entries);
  }
}
