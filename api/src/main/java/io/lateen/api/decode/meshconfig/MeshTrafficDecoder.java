// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.networking.ClientTlsDecoder;
import io.lateen.api.decode.networking.ConnectionPoolDecoder;
import io.lateen.api.decode.networking.HttpPolicyDecoder;
import io.lateen.api.decode.networking.OutlierDetectionDecoder;
import io.lateen.api.decode.networking.ZoneAwareLbDecoder;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.meshconfig.MeshTraffic;
import io.lateen.api.networking.HttpRetry;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/** Decodes traffic settings for rules and services that say nothing. */
final class MeshTrafficDecoder {

  private MeshTrafficDecoder() {}

  static MeshTraffic decode(ObjectReader in) {
    var policy = in.part("defaultTrafficPolicy");
    var traffic =
        new MeshTraffic(
            policy.object("connectionPool", ConnectionPoolDecoder::decode),
            policy.object("outlierDetection", OutlierDetectionDecoder::decode),
            in.object("defaultInboundHttpRetryPolicy", MeshTrafficDecoder::inboundRetries),
            in.object("zoneAwareLbSetting", part -> ZoneAwareLbDecoder.decode(part, true)),
            in.part("outboundTrafficPolicy")
                .object("tls", part -> ClientTlsDecoder.decode(part, "")),
            Checked.portOrZero(in, "proxyHttpPort").orElse(0),
            Checked.duration(in, "hboneIdleTimeout"));
    policy.done();
    return traffic;
  }

  private static HttpRetry inboundRetries(ObjectReader in) {
    for (var field :
        List.of("perTryTimeout", "retryRemoteLocalities", "retryIgnorePreviousHosts")) {
      if (in.has(field)) {
        in.warning(field, "has no meaning for retries towards the own workload", "");
      }
    }
    var off = in.integer("attempts", 0, Checked.MAX_UINT) == 0;
    if (off && in.has("backoff")) {
      in.error("backoff", "cannot be set when attempts is 0, which switches retries off");
    }
    return HttpPolicyDecoder.retries(in);
  }
}
