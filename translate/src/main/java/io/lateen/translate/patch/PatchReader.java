// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.ConfigObject;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.FilterClass;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.envoyfilter.ObjectMatch;
import io.lateen.base.hash.Version;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.message.Fault;
import io.lateen.translate.message.MessageReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the patches of an EnvoyFilter: trees become messages, what cannot work is told. */
final class PatchReader {

  /** Where an insertion has a place; elsewhere it is an addition (Istio: model/envoyfilter.go). */
  private static final Set<ApplyTo> ORDERED =
      EnumSet.of(
          ApplyTo.LISTENER_FILTER, ApplyTo.NETWORK_FILTER, ApplyTo.HTTP_FILTER, ApplyTo.HTTP_ROUTE);

  private static final Set<Operation> INSERTIONS =
      EnumSet.of(Operation.INSERT_BEFORE, Operation.INSERT_AFTER, Operation.INSERT_FIRST);

  private final ConfigObject<EnvoyFilter> object;
  private final boolean root;
  private final List<ReadPatch> patches = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A patch with the condition on the proxy, which is not the same for all that share it.
   *
   * @param spec what was written
   * @param fingerprint equal for patches that do the same and stand in the same place
   */
  record ReadPatch(Patch patch, ConfigPatch spec, String fingerprint) {

    ReadPatch(Patch patch, ConfigPatch spec) {
      this(patch, spec, fingerprint(patch));
    }

    private static String fingerprint(Patch patch) {
      var value = patch.value().map(message -> Version.of(Packed.bytes(message).toByteArray()));
      return String.join(
          " ",
          patch.cause().toString(),
          patch.path(),
          Boolean.toString(patch.root()),
          patch.applyTo().name(),
          patch.context().name(),
          patch.match().toString(),
          patch.operation().name(),
          value.map(Version::hex).orElse(""));
    }
  }

  /** What was read. */
  record Read(List<ReadPatch> patches, List<Problem> problems) {}

  private PatchReader(ConfigObject<EnvoyFilter> object, boolean root) {
    this.object = object;
    this.root = root;
  }

  /**
   * @param root whether the object stands in the mesh's root namespace
   */
  static Read read(ConfigObject<EnvoyFilter> object, boolean root) {
    var reader = new PatchReader(object, root);
    var specs = object.spec().patches();
    for (int index = 0; index < specs.size(); index++) {
      reader.read(specs.get(index), "configPatches[" + index + "]");
    }
    return new Read(List.copyOf(reader.patches), List.copyOf(reader.problems));
  }

  private void read(ConfigPatch spec, String path) {
    if (!isServed(spec, path)) {
      return;
    }
    var value = spec.value().map(tree -> message(spec.applyTo(), tree, path + ".patch.value"));
    if (value.isPresent() && value.get().isEmpty()) {
      return;
    }
    var patch =
        new Patch(
            new Provenance.Cause(object.key(), object.origin().source(), spec.line()),
            path,
            root,
            spec.applyTo(),
            spec.context(),
            spec.match(),
            operation(spec),
            value.flatMap(read -> read));
    patches.add(new ReadPatch(patch, spec));
  }

  private static Operation operation(ConfigPatch spec) {
    return INSERTIONS.contains(spec.operation()) && !ORDERED.contains(spec.applyTo())
        ? Operation.ADD
        : spec.operation();
  }

  private boolean isServed(ConfigPatch spec, String path) {
    var place = place(spec.line());
    if (spec.applyTo() == ApplyTo.INVALID
        || spec.operation() == Operation.INVALID
        || (spec.value().isEmpty() && spec.operation() != Operation.REMOVE)) {
      return false; // The decoder has told it.
    }
    if (spec.context() == Context.WAYPOINT) {
      warn(place, path + ".match.context", "has no effect: there are no waypoints", "");
      return false;
    }
    if (spec.filterClass() != FilterClass.UNSPECIFIED) {
      warn(
          place,
          path + ".patch.filterClass",
          "has no effect, as in Istio",
          "say with INSERT_BEFORE or INSERT_AFTER and a subFilter where the filter belongs");
    }
    if (spec.match().orElse(null) instanceof ObjectMatch.Listener listener
        && !listener.portName().isEmpty()) {
      warn(
          place, path + ".match.listener.portName", "has no effect, as in Istio", "use portNumber");
    }
    return true;
  }

  private void warn(Location place, String path, String reason, String fix) {
    problems.add(Problem.warning(place, object.key().display(), path, reason).withFix(fix));
  }

  private Location place(int line) {
    return new Location(object.origin().source(), line, 0);
  }

  private Optional<Message> message(
      ApplyTo applyTo, io.lateen.base.decode.Node.Mapping tree, String path) {
    var reader = new MessageReader();
    var target = builder(applyTo);
    reader.read(tree, target);
    for (var fault : reader.faults()) {
      problems.add(problem(fault, path));
    }
    return reader.faults().stream().anyMatch(Fault::refuses)
        ? Optional.empty()
        : Optional.of(target.build());
  }

  private Problem problem(Fault fault, String path) {
    var place = fault.mark().in(object.origin().source());
    var full = fault.path().isEmpty() ? path : path + "." + fault.path();
    var name = object.key().display();
    var problem =
        fault.refuses()
            ? Problem.error(place, name, full, fault.reason())
            : Problem.warning(place, name, full, fault.reason());
    return problem.withFix(fault.fix());
  }

  private static Message.Builder builder(ApplyTo applyTo) {
    return switch (applyTo) {
      case LISTENER -> Listener.newBuilder();
      case FILTER_CHAIN -> FilterChain.newBuilder();
      case NETWORK_FILTER -> Filter.newBuilder();
      case HTTP_FILTER -> HttpFilter.newBuilder();
      case ROUTE_CONFIGURATION -> RouteConfiguration.newBuilder();
      case VIRTUAL_HOST -> VirtualHost.newBuilder();
      case HTTP_ROUTE -> Route.newBuilder();
      case CLUSTER -> Cluster.newBuilder();
      case EXTENSION_CONFIG -> TypedExtensionConfig.newBuilder();
      case LISTENER_FILTER -> ListenerFilter.newBuilder();
      case BOOTSTRAP ->
          DynamicMessage.newBuilder(
              EnvoyApi.of("envoy.config.bootstrap.v3.Bootstrap").orElseThrow());
      case INVALID -> throw new IllegalArgumentException("not a kind of thing");
    };
  }
}
