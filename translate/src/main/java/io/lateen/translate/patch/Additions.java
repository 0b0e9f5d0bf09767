// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.check.ResourceRules;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whole resources that patches add. One whose name is taken stays out, so that nothing is lost. */
final class Additions {

  private static final List<Context> SIDECAR =
      List.of(Context.SIDECAR_OUTBOUND, Context.SIDECAR_INBOUND);

  private final Map<String, Map<String, EncodedResource>> types;
  private final Set<Problem> problems;

  private Additions(Map<String, Map<String, EncodedResource>> types, Set<Problem> problems) {
    this.types = types;
    this.problems = problems;
  }

  static void add(
      Map<String, Map<String, EncodedResource>> types,
      PatchSet patches,
      ProxyRole role,
      Set<Problem> problems) {
    var additions = new Additions(types, problems);
    for (var side : role == ProxyRole.ROUTER ? List.of(Context.GATEWAY) : SIDECAR) {
      additions.add(ResourceTypes.CLUSTER, ClusterPatches.additions(patches, side));
      additions.add(ResourceTypes.LISTENER, ListenerPatches.additions(patches, side));
    }
    additions.add(ResourceTypes.EXTENSION, extensions(patches));
    BootstrapPatches.judged(patches.all(ApplyTo.BOOTSTRAP)).forEach(additions::bootstrap);
  }

  /** Configurations of extensions say no side. */
  private static List<Patch> extensions(PatchSet patches) {
    return patches.all(ApplyTo.EXTENSION_CONFIG).stream()
        .filter(patch -> patch.operation() == Operation.ADD)
        .filter(patch -> patch.value().orElse(null) instanceof TypedExtensionConfig)
        .toList();
  }

  /** What counts at the proxy's next start ({@link BootstrapPatches}) is no resource. */
  private void bootstrap(BootstrapPatches.Judged judged) {
    var patch = judged.patch();
    judged
        .fault()
        .ifPresent(
            reason ->
                problems.add(
                    Problem.warning(
                            patch.location(),
                            patch.cause().object().display(),
                            patch.path(),
                            reason)
                        .withFix(
                            "merge what the agent does not set, or patch CLUSTER or LISTENER")));
  }

  private void add(String type, List<Patch> additions) {
    if (additions.isEmpty()) {
      return;
    }
    var resources = new TreeMap<>(types.getOrDefault(type, Map.of()));
    for (var patch : additions) {
      var message = patch.value().orElseThrow();
      var name = PatchedGenerator.name(message);
      var fault = fault(name, message, resources.containsKey(name));
      if (fault.isEmpty()) {
        var provenance = Provenance.of(List.of(patch.cause()));
        resources.put(name, EncodedResource.of(name, message, provenance));
      } else {
        problems.add(patch.problem(String.join("; ", fault)));
      }
    }
    types.put(type, Collections.unmodifiableSortedMap(resources));
  }

  private static List<String> fault(String name, Message message, boolean taken) {
    var faults = new ArrayList<String>();
    if (name.isEmpty()) {
      faults.add("not added, for it has no name");
    } else if (taken) {
      faults.add("not added, for there is already one named " + name);
    }
    ResourceRules.findings(message).stream()
        .limit(1)
        .forEach(finding -> faults.add("not added, for Envoy would refuse it: " + finding));
    return faults;
  }

  static boolean isInboundCluster(String type, String name) {
    return type.equals(ResourceTypes.CLUSTER)
        && (name.startsWith("inbound|") || name.equals(IstioNames.INBOUND_PASSTHROUGH_CLUSTER));
  }
}
