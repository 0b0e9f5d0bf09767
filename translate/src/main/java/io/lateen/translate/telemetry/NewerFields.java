// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;

/** Fields of both supported Envoys that our copy of their API does not have yet, by number. */
final class NewerFields {

  /** {@code value} (envoy: type/tracing/v3/custom_tag.proto CustomTag). */
  static final int TAG_VALUE = 6;

  /** {@code no_context_propagation} (envoy: http_connection_manager.proto Tracing). */
  static final int NO_CONTEXT_PROPAGATION = 13;

  private NewerFields() {}

  static UnknownFieldSet text(int field, String value) {
    return UnknownFieldSet.newBuilder()
        .addField(
            field,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(value))
                .build())
        .build();
  }

  static UnknownFieldSet on(int field) {
    return UnknownFieldSet.newBuilder()
        .addField(field, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
        .build();
  }
}
