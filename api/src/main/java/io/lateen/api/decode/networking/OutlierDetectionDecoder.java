// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.networking.OutlierDetection;
import io.lateen.base.decode.ObjectReader;

/** Decodes when endpoints are left out, for the settings of the mesh. */
public final class OutlierDetectionDecoder {

  private OutlierDetectionDecoder() {}

  /** When endpoints are left out. */
  public static OutlierDetection decode(ObjectReader in) {
    return TrafficPolicyDecoder.outlierDetection(in);
  }
}
