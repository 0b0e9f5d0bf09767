// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Exports;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.Subset;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;

/**
 * Decodes destination rules (api: networking/v1alpha3/destination_rule.proto; rules:
 * pkg/config/validation ValidateDestinationRule).
 */
public final class DestinationRuleDecoder implements SpecDecoder<DestinationRule> {

  @Override
  public DestinationRule decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var policies = new TrafficPolicyDecoder(meta.namespace());
    var rule =
        new DestinationRule(
            in.requiredString("host"),
            in.object("trafficPolicy", policies::decode),
            in.objects("subsets", part -> subset(part, policies)),
            Exports.read(in, meta.namespace(), false),
            Labels.selector(in, "workloadSelector", "matchLabels"));
    in.done();
    if (!rule.host().isEmpty()) {
      DnsNames.wildcardNameFault(rule.host()).ifPresent(fault -> in.error("host", fault));
    }
    checkSubsetNames(in, rule.subsets());
    checkVisibility(in, rule, meta.namespace());
    return rule;
  }

  private static Subset subset(ObjectReader in, TrafficPolicyDecoder policies) {
    var subset =
        new Subset(
            in.requiredString("name"),
            Labels.read(in, "labels"),
            in.object("trafficPolicy", policies::decode),
            in.line());
    in.done();
    if (!subset.name().isEmpty()) {
      DnsNames.labelFault(subset.name()).ifPresent(fault -> in.error("name", fault));
    }
    return subset;
  }

  private static void checkSubsetNames(ObjectReader in, List<Subset> subsets) {
    var seen = new HashSet<String>();
    var items = in.items("subsets");
    for (var index = 0; index < subsets.size(); index++) {
      if (!seen.add(subsets.get(index).name())) {
        items.get(index).error("the subset " + subsets.get(index).name() + " is defined twice");
      }
    }
  }

  private static void checkVisibility(ObjectReader in, DestinationRule rule, String namespace) {
    var elsewhere =
        rule.exportTo().stream().anyMatch(entry -> !entry.equals(".") && !entry.equals(namespace));
    if (rule.workloadSelector().isPresent() && elsewhere) {
      in.error("exportTo", "a rule with a workloadSelector is visible in its own namespace only");
    }
  }
}
