// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.base.decode.Suggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads Envoy's JSON form (protobuf's JSON mapping) from a tree that knows its lines. As lenient as
 * Istio: both spellings of field names, durations as in Go, fields of newer versions are left out
 * with a warning. Equal trees give equal bytes, in whatever order their fields stand. One reader
 * per tree; not for several threads.
 */
public final class MessageReader {

  /** Most faults told about one tree (docs/limits.md). */
  static final int MAX_FAULTS = 20;

  private final List<Fault> faults = new ArrayList<>();

  /** Reads {@code tree} into {@code target}; what is wrong is in {@link #faults}. */
  public void read(Mapping tree, Message.Builder target) {
    message(tree, target, "");
  }

  /** What was wrong, in the order of the text; at most {@link #MAX_FAULTS}. */
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  void refuse(Mark mark, String path, String reason) {
    refuse(mark, path, reason, "");
  }

  void refuse(Mark mark, String path, String reason, String fix) {
    fault(new Fault(mark, path, reason, fix, true));
  }

  private void fault(Fault fault) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(fault);
    }
  }

  /** A message of any type; those that have a JSON form of their own are not objects of fields. */
  void message(Node node, Message.Builder target, String path) {
    if (WellKnown.isOne(target.getDescriptorForType())) {
      new WellKnown(this).read(node, target, path);
    } else if (node instanceof Mapping mapping) {
      fields(mapping, target, path);
    } else {
      refuse(node.mark(), path, "must be an object, but is " + node.describe());
    }
  }

  /** The fields of an ordinary message, by name, so that their order does not matter. */
  void fields(Mapping mapping, Message.Builder target, String path) {
    var type = target.getDescriptorForType();
    var chosen = new HashSet<String>();
    for (var written : sorted(mapping)) {
      var field = find(type, written.name());
      var at = path.isEmpty() ? written.name() : path + "." + written.name();
      if (written.name().equals(WellKnown.TYPE_FIELD)) {
        continue;
      }
      if (field.isEmpty()) {
        fault(unknown(written, type, at));
      } else if (!isAbsent(written.value(), field.get())) {
        var oneof = field.get().getContainingOneof();
        if (oneof != null && !chosen.add(oneof.getName())) {
          refuse(
              written.mark(),
              at,
              "only one of the choices of " + oneof.getName() + " may be set",
              "keep one of " + names(oneof.getFields()));
        }
        value(written.value(), target, field.get(), at);
      }
    }
  }

  private static Fault unknown(Field written, Descriptor type, String path) {
    var meant =
        Suggestions.remedy(
            written.name(), type.getFields().stream().map(FieldDescriptor::getName).toList());
    return new Fault(
        written.mark(),
        path,
        type.getFullName() + " has no field of this name; it is left out",
        meant.isEmpty() ? "take it away: Envoys of the supported versions have none" : meant,
        false);
  }

  private static String names(List<FieldDescriptor> fields) {
    return fields.stream().map(FieldDescriptor::getName).collect(Collectors.joining(", "));
  }

  private static boolean isAbsent(Node value, FieldDescriptor field) {
    return value.isNull()
        && (field.getJavaType() != JavaType.MESSAGE
            || !field.getMessageType().getFullName().equals("google.protobuf.Value"));
  }

  private void value(Node node, Message.Builder target, FieldDescriptor field, String path) {
    if (field.isMapField()) {
      map(node, target, field, path);
    } else if (field.isRepeated()) {
      list(node, target, field, path);
    } else if (field.getJavaType() == JavaType.MESSAGE) {
      target.setField(field, part(node, target, field, path));
    } else {
      Scalars.read(this, node, field, path).ifPresent(value -> target.setField(field, value));
    }
  }

  private Message part(Node node, Message.Builder target, FieldDescriptor field, String path) {
    var part = target.newBuilderForField(field);
    message(node, part, path);
    return part.build();
  }

  private void list(Node node, Message.Builder target, FieldDescriptor field, String path) {
    if (!(node instanceof Sequence sequence)) {
      refuse(node.mark(), path, "must be a list, but is " + node.describe());
      return;
    }
    for (int index = 0; index < sequence.items().size(); index++) {
      var item = sequence.items().get(index);
      var at = path + "[" + index + "]";
      if (field.getJavaType() == JavaType.MESSAGE) {
        target.addRepeatedField(field, part(item, target, field, at));
      } else {
        Scalars.read(this, item, field, at)
            .ifPresent(value -> target.addRepeatedField(field, value));
      }
    }
  }

  private void map(Node node, Message.Builder target, FieldDescriptor field, String path) {
    if (!(node instanceof Mapping mapping)) {
      refuse(node.mark(), path, "must be an object, but is " + node.describe());
      return;
    }
    var keyField = field.getMessageType().findFieldByNumber(1);
    var valueField = field.getMessageType().findFieldByNumber(2);
    for (var written : sorted(mapping)) {
      var at = path + "[" + written.name() + "]";
      var entry = target.newBuilderForField(field);
      var key = new Node.Scalar(written.mark(), Node.ScalarType.STRING, written.name());
      Scalars.read(this, key, keyField, at).ifPresent(read -> entry.setField(keyField, read));
      value(written.value(), entry, valueField, at);
      target.addRepeatedField(field, entry.build());
    }
  }

  private static List<Field> sorted(Mapping mapping) {
    return mapping.fields().stream().sorted(Comparator.comparing(Field::name)).toList();
  }

  private static Optional<FieldDescriptor> find(Descriptor type, String name) {
    var field = type.findFieldByName(name);
    if (field != null) {
      return Optional.of(field);
    }
    return type.getFields().stream().filter(one -> one.getJsonName().equals(name)).findFirst();
  }
}
