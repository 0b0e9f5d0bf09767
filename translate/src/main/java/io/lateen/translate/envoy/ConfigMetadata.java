// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.envoy;

import io.envoyproxy.envoy.config.core.v3.Metadata;

/**
 * Istio's note in Envoy's metadata of which object made a part (pilot/pkg/networking/util/util.go
 * BuildConfigInfoMetadata); istioctl and Kiali show it.
 */
public final class ConfigMetadata {

  private static final String NAMESPACE = "istio";
  private static final String FIELD = "config";

  private ConfigMetadata() {}

  /**
   * @param path as {@code /apis/networking.istio.io/v1/namespaces/NS/virtual-service/NAME}
   */
  public static Metadata of(String path) {
    return Metadata.newBuilder()
        .putFilterMetadata(NAMESPACE, ProtoValues.struct(FIELD, path))
        .build();
  }
}
