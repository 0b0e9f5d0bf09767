// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.meshconfig.LabelSelector;
import io.lateen.api.meshconfig.MeshVisibility;
import io.lateen.api.meshconfig.MeshVisibility.Policy;
import io.lateen.api.meshconfig.MeshVisibility.ServiceEntries;
import io.lateen.api.meshconfig.MeshVisibility.ServiceScope;
import io.lateen.api.meshconfig.MeshVisibility.ServiceSetting;
import io.lateen.api.meshconfig.MeshVisibility.Visibility;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/** Decodes which namespaces and services the mesh knows. */
final class MeshVisibilityDecoder {

  private MeshVisibilityDecoder() {}

  static MeshVisibility decode(ObjectReader in) {
    return new MeshVisibility(
        in.objects("discoverySelectors", LabelSelectorDecoder::decode),
        in.objects("serviceSettings", MeshVisibilityDecoder::setting),
        in.objects("serviceScopeConfigs", MeshVisibilityDecoder::scope),
        in.object("serviceEntryVisibility", MeshVisibilityDecoder::serviceEntries));
  }

  private static ServiceSetting setting(ObjectReader in) {
    var settings = in.part("settings");
    var setting =
        new ServiceSetting(
            settings.bool("clusterLocal"),
            Checked.strings(in, "hosts", DnsNames::wildcardNameFault));
    settings.done();
    in.done();
    return setting;
  }

  private static ServiceScope scope(ObjectReader in) {
    var written = in.string("scope");
    var scope =
        new ServiceScope(
            in.object("namespaceSelector", LabelSelectorDecoder::decode),
            in.object("servicesSelector", LabelSelectorDecoder::decode),
            written.equals("GLOBAL"));
    in.done();
    if (!List.of("", "LOCAL", "GLOBAL").contains(written)) {
      in.error("scope", "must be LOCAL or GLOBAL");
    }
    return scope;
  }

  private static ServiceEntries serviceEntries(ObjectReader in) {
    var entries =
        new ServiceEntries(
            in.enumeration("defaultVisibility", Visibility.VISIBILITY_UNSPECIFIED),
            in.bool("applyToSidecars"),
            in.objects("policies", MeshVisibilityDecoder::policy));
    in.done();
    return entries;
  }

  private static Policy policy(ObjectReader in) {
    var policy =
        new Policy(
            in.enumeration("visibility", Visibility.VISIBILITY_UNSPECIFIED),
            in.objects("matchingRules", MeshVisibilityDecoder::rule));
    in.done();
    return policy;
  }

  private static LabelSelector rule(ObjectReader in) {
    var selector = LabelSelectorDecoder.decode(in.part("namespaceSelector"));
    in.done();
    return selector;
  }
}
