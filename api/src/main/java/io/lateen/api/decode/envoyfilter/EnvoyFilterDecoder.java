// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.envoyfilter;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Targets;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.FilterClass;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.ObjectReader;
import java.util.Optional;

/**
 * Decodes Envoy filters (api: networking/v1alpha3/envoy_filter.proto; rules:
 * pkg/config/validation/envoyfilter).
 */
public final class EnvoyFilterDecoder implements SpecDecoder<EnvoyFilter> {

  @Override
  public EnvoyFilter decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var filter =
        new EnvoyFilter(
            Targets.withoutSingle(in, "workloadSelector", "labels"),
            in.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
            in.objects("configPatches", EnvoyFilterDecoder::patch));
    in.done();
    document.warning(
        "kind",
        "EnvoyFilter exposes how proxies are configured, which may change with any version",
        "prefer another kind where there is one, and read the changes before an upgrade");
    return filter;
  }

  private static ConfigPatch patch(ObjectReader in) {
    var match = in.part("match");
    var patch = in.part("patch");
    var decoded =
        new ConfigPatch(
            in.enumeration("applyTo", ApplyTo.INVALID),
            match.enumeration("context", Context.ANY),
            match.object("proxy", PatchMatchDecoder::proxy),
            PatchMatchDecoder.object(match),
            patch.enumeration("operation", Operation.INVALID),
            patch.enumeration("filterClass", FilterClass.UNSPECIFIED),
            value(patch),
            in.line());
    match.done();
    patch.done();
    in.done();
    PatchRules.check(in, match, patch, decoded);
    return decoded;
  }

  private static Optional<Node.Mapping> value(ObjectReader in) {
    return in.value("value")
        .flatMap(
            value -> {
              if (value.node() instanceof Node.Mapping mapping) {
                return Optional.of(mapping);
              }
              value.error("must be an object, but is " + value.node().describe());
              return Optional.empty();
            });
  }
}
