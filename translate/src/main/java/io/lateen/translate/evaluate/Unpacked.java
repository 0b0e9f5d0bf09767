// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

/** Contents of {@code Any}s whose type was looked at. */
final class Unpacked {

  private Unpacked() {}

  static <T extends Message> T of(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }
}
