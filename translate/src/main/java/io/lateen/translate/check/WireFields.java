// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those fields of one encoded message that rules ask about; the others are skipped, and messages
 * within it stay encoded. So a resource is judged without being built. For one thread.
 */
final class WireFields {

  private final TypeRules rules;
  private final @Nullable Object[] values;
  private final boolean[] chosen;
  private boolean newer;

  private WireFields(TypeRules rules) {
    this.rules = rules;
    this.values = new Object[rules.checks().size()];
    this.chosen = new boolean[rules.required().size()];
  }

  /**
   * Reads a message.
   *
   * @throws InvalidProtocolBufferException when the bytes are no message, or a field is not of its
   *     type
   */
  static WireFields read(TypeRules rules, ByteString bytes) throws InvalidProtocolBufferException {
    var fields = new WireFields(rules);
    var in = bytes.newCodedInput();
    in.enableAliasing(true);
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        fields.take(in, tag);
      }
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    return fields;
  }

  /** A newer choice than our copy of the API knows stands among the unknown fields. */
  boolean hasNewer() {
    return newer;
  }

  /** Whether one of the fields of a required choice is there. */
  boolean isChosen(int choice) {
    return chosen[choice];
  }

  /**
   * The value of a field as its descriptor types it, messages as their bytes; null when absent.
   *
   * @param check index of the field's check
   */
  @Nullable Object single(int check) {
    return values[check];
  }

  /** The values of a repeated field. */
  @SuppressWarnings("unchecked") // take() puts nothing else there
  List<Object> repeated(int check) {
    var list = (List<Object>) values[check];
    return list == null ? List.of() : list;
  }

  private void take(CodedInputStream in, int tag) throws IOException {
    var slot = rules.slot(WireFormat.getTagFieldNumber(tag));
    if (slot == null) {
      newer = true;
      in.skipField(tag);
      return;
    }
    if (slot.choice() >= 0) {
      chosen[slot.choice()] = true;
    }
    if (slot.check() < 0) {
      in.skipField(tag);
      return;
    }
    var field = rules.checks().get(slot.check()).field();
    int wire = WireFormat.getTagWireType(tag);
    if (wire == field.getLiteType().getWireType()) {
      put(slot.check(), field, value(in, field));
    } else if (field.isPackable() && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      int limit = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        put(slot.check(), field, value(in, field));
      }
      in.popLimit(limit);
    } else {
      throw new InvalidProtocolBufferException(field.getName() + " is encoded as another type");
    }
  }

  private void put(int check, FieldDescriptor field, Object value) {
    var known = values[check];
    if (field.isRepeated()) {
      if (known == null) {
        values[check] = new ArrayList<>(List.of(value));
      } else {
        repeated(check).add(value);
      }
    } else if (known instanceof ByteString bytes && field.getJavaType() == JavaType.MESSAGE) {
      values[check] = bytes.concat((ByteString) value); // Parts of a message are put together.
    } else {
      values[check] = value;
    }
  }

  private static Object value(CodedInputStream in, FieldDescriptor field) throws IOException {
    return switch (field.getType()) {
      case DOUBLE -> in.readDouble();
      case FLOAT -> in.readFloat();
      case INT64 -> in.readInt64();
      case UINT64 -> in.readUInt64();
      case INT32 -> in.readInt32();
      case FIXED64 -> in.readFixed64();
      case FIXED32 -> in.readFixed32();
      case BOOL -> in.readBool();
      case STRING -> in.readStringRequireUtf8();
      case BYTES, MESSAGE -> in.readBytes();
      case UINT32 -> in.readUInt32();
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(in.readEnum());
      case SFIXED32 -> in.readSFixed32();
      case SFIXED64 -> in.readSFixed64();
      case SINT32 -> in.readSInt32();
      case SINT64 -> in.readSInt64();
      case GROUP -> throw new InvalidProtocolBufferException("Envoy's API has no groups");
    };
  }
}
