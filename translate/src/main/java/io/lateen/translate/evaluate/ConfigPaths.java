// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Struct;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.lateen.translate.name.IstioNames;

/** The path of the object behind a part of a resource, as Envoy carries it in metadata. */
final class ConfigPaths {

  private static final String FIELD = "config";

  private ConfigPaths() {}

  /** Empty when there is none. */
  static String of(Metadata metadata) {
    return metadata
        .getFilterMetadataOrDefault(IstioNames.METADATA, Struct.getDefaultInstance())
        .getFieldsOrDefault(FIELD, com.google.protobuf.Value.getDefaultInstance())
        .getStringValue();
  }
}
