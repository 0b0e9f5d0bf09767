// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.envoy.Packed;
import java.util.List;
import java.util.TreeMap;

/**
 * Merges messages as Istio's patches do (pkg/proto/merge): single values are overwritten, messages
 * merged, map entries replaced, durations replaced as a whole, lists appended or replaced.
 */
public final class MessageMerge {

  private static final String DURATION = "google.protobuf.Duration";

  private MessageMerge() {}

  /** What happens to lists. */
  public enum Lists {
    /** The items of the patch come after those that are there. */
    APPEND,
    /** A list of the patch takes the place of the one that is there. */
    REPLACE
  }

  /** The outcome for a packed message. */
  public sealed interface Merged {

    /** The merged message. */
    record Done(Any message) implements Merged {}

    /** Why it stays as it was: a phrase for users. */
    record Refused(String reason) implements Merged {}
  }

  /** Merges {@code patch} into {@code target}; both are of one type. */
  public static void into(Message.Builder target, Message patch, Lists lists) {
    patch.getAllFields().forEach((field, value) -> merge(target, field, value, lists));
    if (!patch.getUnknownFields().asMap().isEmpty()) {
      target.setUnknownFields(
          UnknownFieldSet.newBuilder(target.getUnknownFields())
              .mergeFrom(patch.getUnknownFields())
              .build());
    }
  }

  /**
   * The content of a packed message with that of another merged into it, lists appended (Istio:
   * util.MergeAnyWithAny). Refused when the types differ or the bytes are not of their type.
   */
  public static Merged packed(Any target, Any patch) {
    var type = name(target);
    if (!type.equals(name(patch))) {
      return new Merged.Refused("it is of type " + type + ", the patch of type " + name(patch));
    }
    var descriptor = EnvoyApi.of(type);
    if (descriptor.isEmpty()) {
      return new Merged.Refused("the type " + type + " is not known");
    }
    try {
      var merged = DynamicMessage.newBuilder(descriptor.get()).mergeFrom(target.getValue());
      into(merged, DynamicMessage.parseFrom(descriptor.get(), patch.getValue()), Lists.APPEND);
      return new Merged.Done(target.toBuilder().setValue(Packed.bytes(merged.build())).build());
    } catch (InvalidProtocolBufferException e) {
      return new Merged.Refused("bytes that are not of type " + type);
    }
  }

  private static String name(Any any) {
    return any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
  }

  private static void merge(
      Message.Builder target, FieldDescriptor field, Object value, Lists lists) {
    if (field.isMapField()) {
      entries(target, field, (List<?>) value);
    } else if (field.isRepeated()) {
      if (lists == Lists.REPLACE) {
        target.clearField(field);
      }
      ((List<?>) value).forEach(item -> target.addRepeatedField(field, item));
    } else if (field.getJavaType() == JavaType.MESSAGE
        && !field.getMessageType().getFullName().equals(DURATION)
        && target.hasField(field)) {
      var part = ((Message) target.getField(field)).toBuilder();
      into(part, (Message) value, lists);
      target.setField(field, part.build());
    } else {
      target.setField(field, value);
    }
  }

  /** In the order of the keys: the order of additions must not show in the bytes. */
  private static void entries(Message.Builder target, FieldDescriptor field, List<?> patch) {
    var key = field.getMessageType().findFieldByNumber(1);
    var merged = new TreeMap<String, Object>();
    for (var entries : List.of((List<?>) target.getField(field), patch)) {
      for (var entry : entries) {
        merged.put(((Message) entry).getField(key).toString(), entry);
      }
    }
    target.setField(field, List.copyOf(merged.values()));
  }
}
