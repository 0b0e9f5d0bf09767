// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.envoyproxy.envoy.type.metadata.v3.MetadataKey;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKind;
import io.lateen.api.meshconfig.ProxyTracing;
import io.lateen.api.telemetry.CustomTag;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags of traces (Istio: core/tracing.go configureCustomTags). */
final class TraceTags {

  private static final String CLUSTER = "Kubernetes";
  private static final String DRY_RUN_TAG = "istio.authorization.dry_run.";
  private static final String DRY_RUN_KEY = "istio_dry_run_";

  private final WorkloadView view;

  TraceTags(WorkloadView view) {
    this.view = view;
  }

  /**
   * @param istio whether Istio's own are among them
   * @param written those of Telemetry; the proxies' settings count when there are none
   */
  List<io.envoyproxy.envoy.type.tracing.v3.CustomTag> of(
      boolean istio, Map<String, CustomTag> written, Optional<ProxyTracing> proxy) {
    var tags = new ArrayList<io.envoyproxy.envoy.type.tracing.v3.CustomTag>();
    if (istio) {
      service(tags);
      for (var rule : List.of("allow", "deny")) {
        tags.add(dryRun(rule + "_policy.name", rule + "_shadow_effective_policy_id"));
        tags.add(dryRun(rule + "_policy.result", rule + "_shadow_engine_result"));
      }
    }
    var chosen = written.isEmpty() ? proxy.map(ProxyTracing::customTags).orElse(Map.of()) : written;
    chosen.forEach((name, tag) -> tags.add(tag(name, tag)));
    tags.sort(Comparator.comparing(io.envoyproxy.envoy.type.tracing.v3.CustomTag::getTag));
    return tags;
  }

  private void service(List<io.envoyproxy.envoy.type.tracing.v3.CustomTag> tags) {
    var labels = view.proxy().labels();
    tags.add(
        literal(
            "istio.canonical_revision",
            labels.getOrDefault("service.istio.io/canonical-revision", "latest")));
    tags.add(
        literal(
            "istio.canonical_service",
            labels.getOrDefault("service.istio.io/canonical-name", "unknown")));
    var meshId = view.policies().proxy().meshId();
    tags.add(literal("istio.mesh_id", meshId.isEmpty() ? view.mesh().trustDomain() : meshId));
    tags.add(literal("istio.namespace", view.proxy().namespace()));
    tags.add(literal("istio.cluster_id", CLUSTER));
  }

  private static io.envoyproxy.envoy.type.tracing.v3.CustomTag tag(String name, CustomTag tag) {
    var builder = io.envoyproxy.envoy.type.tracing.v3.CustomTag.newBuilder().setTag(name);
    switch (tag) {
      case CustomTag.Literal(var value) -> builder.getLiteralBuilder().setValue(value);
      case CustomTag.Environment(var variable, var absent) ->
          builder.getEnvironmentBuilder().setName(variable).setDefaultValue(absent);
      case CustomTag.Header(var header, var absent) ->
          builder.getRequestHeaderBuilder().setName(header).setDefaultValue(absent);
      case CustomTag.Formatter(var format) ->
          builder.setUnknownFields(NewerFields.text(NewerFields.TAG_VALUE, format));
    }
    return builder.build();
  }

  private static io.envoyproxy.envoy.type.tracing.v3.CustomTag literal(String name, String value) {
    var tag = io.envoyproxy.envoy.type.tracing.v3.CustomTag.newBuilder().setTag(name);
    tag.getLiteralBuilder().setValue(value);
    return tag.build();
  }

  /** What a rule that is only tried would have decided. */
  private static io.envoyproxy.envoy.type.tracing.v3.CustomTag dryRun(String name, String key) {
    var tag = io.envoyproxy.envoy.type.tracing.v3.CustomTag.newBuilder().setTag(DRY_RUN_TAG + name);
    tag.getMetadataBuilder()
        .setKind(MetadataKind.newBuilder().setRequest(MetadataKind.Request.getDefaultInstance()))
        .setMetadataKey(
            MetadataKey.newBuilder()
                .setKey(EnvoyNames.HTTP_RBAC)
                .addPath(MetadataKey.PathSegment.newBuilder().setKey(DRY_RUN_KEY + key)));
    return tag.build();
  }
}
