// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.servicepolicy;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.servicepolicy.GatewayPolicy;
import io.lateen.api.servicepolicy.GatewayPolicy.MisdirectedRequests;
import io.lateen.api.servicepolicy.Setting;
import io.lateen.base.decode.ObjectReader;

/** Decodes policies for gateways (decision 024). */
public final class GatewayPolicyDecoder implements SpecDecoder<GatewayPolicy> {

  /** Most labels of a selector, as of Istio's selectors with {@code labels}. */
  private static final int MAX_LABELS = 256;

  @Override
  public GatewayPolicy decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var policy =
        new GatewayPolicy(
            Labels.read(in, "selector"),
            in.value("misdirectedRequests")
                .flatMap(
                    value ->
                        value
                            .enumeration(MisdirectedRequests.class)
                            .map(one -> new Setting<>(one, value.line()))));
    in.done();
    Bounds.entries(in, "selector", MAX_LABELS);
    if (!in.has("misdirectedRequests")) {
      document.warning("spec", "the policy sets nothing", "set misdirectedRequests");
    }
    return policy;
  }
}
