// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.destination;

import static io.lateen.mesh.sample.Objects.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.Subset;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.service.ExportTo;
import io.lateen.mesh.service.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DestinationRuleLookupTest {

  private static final String HOST = "x.svc-ns.svc.cluster.local";
  private static final ServiceKey SERVICE = new ServiceKey(HOST, "svc-ns");
  private static final DestinationRulesSnapshot.Defaults DEFAULTS =
      new DestinationRulesSnapshot.Defaults("root", ExportTo.PUBLIC);
  private static final DestinationRulesSnapshot.Defaults PRIVATE =
      new DestinationRulesSnapshot.Defaults("root", ExportTo.PRIVATE);

  private static DestinationRulesSnapshot of(ConfigObject<?>... objects) {
    return DestinationRulesSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
  }

  private static List<String> found(DestinationRulesSnapshot rules, String client) {
    return rules.lookup(client, SERVICE, DEFAULTS).stream().map(rule -> rule.key().name()).toList();
  }

  @Test
  void clientThenServiceThenRoot() {
    var root = rule("root", "mesh-wide", 0, "*.local", List.of());
    var service = rule("svc-ns", "owner", 0, "x", List.of());
    var client = rule("client", "caller", 0, "*.svc-ns.svc.cluster.local", List.of());
    assertThat(found(of(root), "client")).containsExactly("mesh-wide");
    assertThat(found(of(root, service), "client")).containsExactly("owner");
    assertThat(found(of(root, service, client), "client")).containsExactly("caller");
    assertThat(found(of(root, service, client), "else")).containsExactly("owner");
  }

  @Test
  void proxiesOfTheRootNamespaceDoNotPreferItsRules() {
    var root = rule("root", "mesh-wide", 0, "*.local", List.of());
    var service = rule("svc-ns", "owner", 0, "x", List.of());
    var own = rule("root", "only-here", 0, HOST, List.of("."));
    assertThat(found(of(root, service), "root")).containsExactly("owner");
    assertThat(found(of(root, service, own), "root")).containsExactly("only-here");
  }

  @Test
  void privateRulesStayAtHome() {
    var hidden = rule("svc-ns", "hidden", 0, "x", List.of("."));
    assertThat(found(of(hidden), "client")).isEmpty();
    assertThat(found(of(hidden), "svc-ns")).containsExactly("hidden");
    var named = rule("svc-ns", "named", 0, "x", List.of("client"));
    assertThat(found(of(named), "client")).containsExactly("named");
    assertThat(found(of(named), "else")).isEmpty();
    var unset = of(rule("svc-ns", "unset", 0, "x", List.of()));
    assertThat(unset.lookup("client", SERVICE, PRIVATE)).isEmpty();
    assertThat(unset.lookup("svc-ns", SERVICE, PRIVATE)).hasSize(1);
  }

  @Test
  void rulesOfOneHostAreMergedTheOldestFirst() {
    var rules =
        of(
            rule("svc-ns", "young", 2, "x", List.of(), "v2", "v3"),
            rule("svc-ns", "old", 1, HOST, List.of(), "v1", "v2"));
    var merged = rules.lookup("client", SERVICE, DEFAULTS);
    assertThat(merged).hasSize(1);
    assertThat(merged.getFirst().rule().subsets())
        .extracting(Subset::name)
        .containsExactly("v1", "v2", "v3");
    assertThat(rules.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.object().name()).isEqualTo("young");
              assertThat(warning.problem().message()).contains("subset v2", "svc-ns/old");
            });
  }

  @Test
  void theLoserOfAPolicyIsTold() {
    var rules = of(withPolicy("old", 1), withPolicy("young", 2));

    assertThat(rules.lookup("client", SERVICE, DEFAULTS)).hasSize(1);
    assertThat(rules.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.object().name()).isEqualTo("young");
              assertThat(warning.problem().message()).contains("already set by", "svc-ns/old");
            });
  }

  private static ConfigObject<DestinationRule> withPolicy(String name, int age) {
    var plain = rule("svc-ns", name, age, "x", List.of());
    var spec = plain.spec();
    return new ConfigObject<>(
        plain.key(),
        plain.meta(),
        new DestinationRule(
            spec.host(),
            Optional.of(TrafficPolicy.NONE),
            spec.subsets(),
            spec.exportTo(),
            spec.workloadSelector()),
        plain.origin());
  }

  @Test
  void theOneThatIsHiddenAtHomeIsTold() {
    var rules =
        of(
            rule("svc-ns", "everywhere", 1, "x", List.of("*")),
            rule("svc-ns", "home", 2, "x", List.of(".")));

    assertThat(found(rules, "client")).containsExactly("everywhere");
    assertThat(rules.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.object().name()).isEqualTo("everywhere");
              assertThat(warning.problem().message()).contains("svc-ns/home counts", "it wins");
            });
    assertThat(of(rule("svc-ns", "a", 1, "x", List.of("a"))).warnings()).isEmpty();
  }

  @Test
  void aSelectorPicksWorkloadsOfTheRulesNamespaceOnly() {
    var selector = Optional.of(new WorkloadSelector(Map.of("app", "x")));
    var rules =
        of(
            rule("svc-ns", "special", 1, "x", List.of(), selector, "v1"),
            rule("svc-ns", "general", 0, "x", List.of(), "v2"));
    var own = rules.lookup("svc-ns", SERVICE, DEFAULTS);
    assertThat(
            DestinationRulesSnapshot.select(
                own, "svc-ns"::equals, s -> s.selects(Map.of("app", "x"))))
        .hasValueSatisfying(rule -> assertThat(rule.key().name()).isEqualTo("special"));
    assertThat(
            DestinationRulesSnapshot.select(
                own, "svc-ns"::equals, s -> s.selects(Map.of("app", "y"))))
        .hasValueSatisfying(rule -> assertThat(rule.key().name()).isEqualTo("general"));
    assertThat(found(rules, "client")).containsExactly("general");
  }
}
