// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.TargetRef;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.FilterClass;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.api.envoyfilter.EnvoyFilter;
import io.lateen.api.envoyfilter.ObjectMatch;
import io.lateen.api.extensions.PluginPhase;
import io.lateen.api.extensions.TrafficExtension;
import io.lateen.api.extensions.TrafficExtension.Program;
import io.lateen.api.extensions.TrafficSelector;
import io.lateen.api.extensions.TrafficSelector.Mode;
import io.lateen.api.extensions.WasmModule.FailStrategy;
import io.lateen.api.extensions.WasmModule.PullPolicy;
import io.lateen.api.extensions.WasmPlugin;
import io.lateen.api.networking.ProxyConfig;
import io.lateen.api.networking.ReadinessProbe.Check;
import io.lateen.api.networking.WorkloadGroup;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.api.security.JwtRule.ClaimHeader;
import io.lateen.api.security.JwtRule.Presence;
import io.lateen.api.security.JwtRule.TokenHeader;
import io.lateen.api.security.RequestAuthentication;
import io.lateen.api.security.Values;
import io.lateen.api.telemetry.CustomTag;
import io.lateen.api.telemetry.IstioMetric;
import io.lateen.api.telemetry.MetricsOverride.TagOverride;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.api.telemetry.WorkloadMode;
import io.lateen.base.decode.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoliciesTest {

  @Test
  void authorizationPolicy() {
    var policy = Valid.spec("security.yaml", AuthorizationPolicy.class, "viewers");
    assertThat(policy.action()).isEqualTo(Action.DENY);
    assertThat(policy.target().selects(Map.of("app", "reviews"))).isTrue();
    assertThat(policy.target().selects(Map.of("app", "ratings"))).isFalse();
    var rule = policy.rules().getFirst();
    assertThat(rule.from().getFirst().namespaces())
        .isEqualTo(new Values(List.of(), List.of("dev")));
    assertThat(rule.from().getLast().serviceAccounts().anyOf())
        .containsExactly("shop/front", "back");
    assertThat(rule.to().getFirst().paths().noneOf()).containsExactly("/healthz");
    assertThat(rule.when().getFirst().key()).isEqualTo("request.auth.claims[groups]");
    var custom = Valid.spec("security.yaml", AuthorizationPolicy.class, "ask");
    assertThat(custom.provider()).isEqualTo("opa");
    assertThat(custom.target().refersTo("gateway.networking.k8s.io", "Gateway", "front")).isTrue();
    assertThat(custom.target().selects(Map.of())).isFalse();
    var nobody = Valid.spec("security.yaml", AuthorizationPolicy.class, "nobody");
    assertThat(nobody.action()).isEqualTo(Action.ALLOW);
    assertThat(nobody.rules()).isEmpty();
    assertThat(nobody.target().isGeneral()).isTrue();
  }

  @Test
  void requestAuthentication() {
    var users = Valid.spec("security.yaml", RequestAuthentication.class, "users");
    assertThat(users.target().targetRefs())
        .containsExactly(new TargetRef("", "Service", "reviews"));
    var rule = users.rules().getFirst();
    assertThat(rule.fromHeaders()).containsExactly(new TokenHeader("x-token", "Token "));
    assertThat(rule.outputClaimToHeaders())
        .containsExactly(new ClaimHeader("x-group", "nested.group"));
    assertThat(rule.timeout()).contains(Duration.ofSeconds(3));
    assertThat(rule.presence()).isEqualTo(Presence.REQUIRED);
    assertThat(users.rules().getLast().jwks()).contains("P-256");
  }

  @Test
  void telemetry() {
    var telemetry = Valid.spec("telemetry.yaml", Telemetry.class, "everything");
    var tracing = telemetry.tracing().getFirst();
    assertThat(tracing.mode()).isEqualTo(WorkloadMode.CLIENT);
    assertThat(tracing.randomSamplingPercentage()).hasValue(12.5);
    assertThat(tracing.enableIstioTags()).contains(false);
    assertThat(tracing.customTags())
        .containsEntry("env", new CustomTag.Environment("POD", "none"))
        .containsEntry("made", new CustomTag.Formatter("%REQ(:path)%"));
    var overrides = telemetry.metrics().getFirst().overrides();
    assertThat(overrides.getFirst().metric()).isEqualTo(IstioMetric.REQUEST_COUNT);
    assertThat(overrides.getLast().customMetric()).isEqualTo("special");
    assertThat(overrides.getLast().tagOverrides())
        .containsEntry("host", new TagOverride.Remove())
        .containsEntry("path", new TagOverride.Upsert("request.url_path"));
    assertThat(telemetry.accessLogging().getFirst().filter()).isEqualTo("response.code >= 400");
  }

  @Test
  void extensions() {
    var plugin = Valid.spec("extensions.yaml", WasmPlugin.class, "checker");
    assertThat(plugin.phase()).isEqualTo(PluginPhase.AUTHZ);
    assertThat(plugin.priority()).hasValue(-10);
    assertThat(plugin.module().imagePullPolicy()).isEqualTo(PullPolicy.Always);
    assertThat(plugin.module().failStrategy()).isEqualTo(FailStrategy.FAIL_OPEN);
    assertThat(plugin.module().pluginConfig().map(Json::write))
        .contains("{\"limits\":[{\"path\":\"/a\",\"count\":3}]}");
    assertThat(plugin.module().env().getLast().fromHost()).isTrue();
    assertThat(plugin.module().env().toString()).doesNotContain("debug");
    assertThat(plugin.match()).containsExactly(new TrafficSelector(Mode.SERVER, List.of(8080)));
    var script = Valid.spec("extensions.yaml", TrafficExtension.class, "script");
    assertThat(script.program()).isInstanceOf(Program.Lua.class);
    var module = Valid.spec("extensions.yaml", TrafficExtension.class, "module");
    assertThat(module.program()).isInstanceOf(Program.Wasm.class);
  }

  @Test
  void proxies() {
    var config = Valid.spec("proxies.yaml", ProxyConfig.class, "small");
    assertThat(config.concurrency()).hasValue(0);
    assertThat(config.imageType()).isEqualTo("distroless");
    assertThat(config.toString()).doesNotContain("quiet");
    var group = Valid.spec("proxies.yaml", WorkloadGroup.class, "machines");
    assertThat(group.template().address()).isEmpty();
    assertThat(group.probe().orElseThrow().check())
        .isEqualTo(new Check.HttpGet("/ready", 8080, "", true, Map.of("x-probe", "1")));
  }

  @Test
  void envoyFilterKeepsValuesAndLines() {
    var decoded = new DocumentDecoder().decode("f.yaml", Valid.read("/envoy-filter.yaml"));
    assertThat(decoded.problems().hasErrors()).isFalse();
    assertThat(decoded.problems().render()).contains("EnvoyFilter exposes");
    var filter = (EnvoyFilter) decoded.valid().getFirst().spec();
    assertThat(filter.priority()).isEqualTo(-5);
    var first = filter.patches().getFirst();
    assertThat(first.applyTo()).isEqualTo(ApplyTo.HTTP_FILTER);
    assertThat(first.context()).isEqualTo(Context.SIDECAR_INBOUND);
    assertThat(first.operation()).isEqualTo(Operation.INSERT_BEFORE);
    assertThat(first.filterClass()).isEqualTo(FilterClass.AUTHZ);
    assertThat(first.line()).isEqualTo(12);
    var value = first.value().orElseThrow();
    assertThat(value.field("name").orElseThrow().mark().line()).isEqualTo(31);
    var listener = (ObjectMatch.Listener) first.match().orElseThrow();
    assertThat(listener.filterChain().orElseThrow().filter().orElseThrow().subFilter())
        .isEqualTo("envoy.filters.http.router");
    assertThat(filter.patches().get(2).value()).isEmpty();
    assertThat(filter.patches().getLast().match().orElseThrow())
        .isInstanceOf(ObjectMatch.Waypoint.class);
  }
}
