// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.ZoneAwareLb;
import io.lateen.base.decode.ObjectReader;

/**
 * Decodes preference by zone; also used by the settings of the mesh (rules:
 * pkg/config/validation/agent ValidateZoneAwareLbSetting).
 */
public final class ZoneAwareLbDecoder {

  private ZoneAwareLbDecoder() {}

  /**
   * Preference by zone.
   *
   * @param withOutlierDetection whether failing endpoints are found, without which nothing fails
   *     over
   */
  public static ZoneAwareLb decode(ObjectReader in, boolean withOutlierDetection) {
    var setting =
        new ZoneAwareLb(
            in.optionalBool("enabled"),
            in.objects("failover", LocalityLbDecoder::failover),
            in.strings("failoverPriority"),
            in.optionalInteger("minClusterSize", 1, Checked.MAX_UINT));
    in.done();
    if (setting.failoverPriority().stream().anyMatch(LocalityLbDecoder::isTopology)) {
      in.error("failoverPriority", "cannot name topology labels, which are built in");
    }
    if (!withOutlierDetection) {
      LocalityLbDecoder.warnWithoutOutlierDetection(in);
    }
    return setting;
  }
}
