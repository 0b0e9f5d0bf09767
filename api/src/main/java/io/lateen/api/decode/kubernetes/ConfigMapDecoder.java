// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.Spec;
import io.lateen.api.credential.SecretReader;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.meshconfig.MeshConfigMapDecoder;
import io.lateen.base.decode.ObjectReader;

/**
 * Decodes the two kinds of ConfigMaps that are read: the settings of the mesh, and authorities that
 * {@code configmap://} names (Istio: pilot/pkg/credentials/kube/secrets.go).
 */
public final class ConfigMapDecoder implements SpecDecoder<Spec> {

  private static final String DATA = "data";

  private final MeshConfigMapDecoder settings = new MeshConfigMapDecoder();

  @Override
  public Spec decode(ObjectReader document, ObjectMeta meta) {
    if (meta.name().equals("istio") && meta.namespace().equals("istio-system")) {
      return settings.decode(document, meta);
    }
    return SecretReader.authorities(
        document.stringMap(DATA),
        (field, message) ->
            document.error(
                DATA,
                field + " " + message,
                "write certificates of authorities as PEM, nothing else"));
  }
}
