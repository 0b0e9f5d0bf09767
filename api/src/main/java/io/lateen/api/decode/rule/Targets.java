// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import io.lateen.api.PolicyTarget;
import io.lateen.api.TargetRef;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules for what a policy applies to (api: type/v1beta1/selector.proto; pkg/config/validation
 * validatePolicyTargetReference, validateOneOfSelectorType).
 */
public final class Targets {

  private static final int MAX_REFS = 16;
  private static final int MAX_NAME = 253;
  private static final int MAX_KIND = 63;
  private static final String CORE = "core";
  private static final Pattern GROUP =
      Pattern.compile("|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*+");
  private static final Pattern KIND = Pattern.compile("[a-zA-Z](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?");
  private static final Set<String> ALLOWED =
      Set.of(
          "/Service",
          "networking.istio.io/ServiceEntry",
          "gateway.networking.k8s.io/Gateway",
          "gateway.networking.k8s.io/GatewayClass");

  private Targets() {}

  /** The target in {@code selector}, {@code targetRef} and {@code targetRefs}. */
  public static PolicyTarget read(ObjectReader in) {
    return read(in, "selector", "matchLabels", true);
  }

  /** The target of kinds that are newer than {@code targetRef}. */
  public static PolicyTarget withoutSingle(ObjectReader in, String selector, String labels) {
    return read(in, selector, labels, false);
  }

  private static PolicyTarget read(
      ObjectReader in, String selector, String labels, boolean singleKnown) {
    var refs = new ArrayList<TargetRef>();
    if (singleKnown) {
      in.object("targetRef", Targets::reference).ifPresent(refs::add);
      Checked.atMostOne(in, "targetRefs", "targetRef", selector);
    } else {
      Checked.atMostOne(in, "targetRefs", selector);
    }
    refs.addAll(in.objects("targetRefs", Targets::reference));
    Bounds.items(in, "targetRefs", MAX_REFS);
    return new PolicyTarget(Labels.selector(in, selector, labels), refs);
  }

  private static TargetRef reference(ObjectReader in) {
    var group = Bounds.text(in, "group", 0, MAX_NAME);
    var ref =
        new TargetRef(
            group.equals(CORE) ? "" : group,
            Bounds.required(in, "kind", MAX_KIND, KIND),
            Bounds.required(in, "name", MAX_NAME));
    if (!in.string("namespace").isEmpty()) {
      in.error("namespace", "must not be set: references to other namespaces are not supported");
    }
    in.done();
    if (!GROUP.matcher(group).matches()) {
      in.error("group", "\"" + group + "\" is not an API group");
    } else if (!ref.kind().isEmpty() && !ALLOWED.contains(ref.group() + "/" + ref.kind())) {
      in.error(
          "kind",
          "a policy cannot be attached to %s of the group \"%s\"".formatted(ref.kind(), group),
          "use a Service, a ServiceEntry of networking.istio.io, or a Gateway or GatewayClass of"
              + " gateway.networking.k8s.io");
    }
    return ref;
  }
}
