// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.lateen.base.hash.Version;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Settings of HTTP filters that stand in routes, virtual hosts and weighted clusters. */
final class Overrides {

  private static final String FIELD = "typed_per_filter_config";

  private Overrides() {}

  /**
   * The settings of these filters anywhere in a message, as {@code NAME at PATH: HASH}. The path
   * keeps one route's setting from being taken for another's; virtual hosts and routes count by
   * name where they have one, so that an insertion before them is no change.
   */
  static TreeSet<String> of(Message message, Set<String> filters) {
    var found = new TreeSet<String>();
    collect(message, "", filters, found);
    return found;
  }

  private static void collect(
      Message message, String path, Set<String> filters, Set<String> found) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.getName().equals(FIELD)) {
                settings((List<?>) value, path, filters, found);
              } else if (field.getJavaType() == JavaType.MESSAGE) {
                var at = path + "/" + field.getName();
                for (var item : value instanceof List<?> list ? list : List.of(value)) {
                  collect((Message) item, at + name((Message) item), filters, found);
                }
              }
            });
  }

  private static void settings(
      List<?> entries, String path, Set<String> filters, Set<String> found) {
    for (var item : entries) {
      var entry = (Message) item;
      var name = (String) entry.getField(entry.getDescriptorForType().findFieldByNumber(1));
      var config = (Any) entry.getField(entry.getDescriptorForType().findFieldByNumber(2));
      if (filters.contains(name)) {
        found.add(name + " at " + path + ": " + Version.of(config.toByteArray()).hex());
      }
    }
  }

  private static String name(Message message) {
    var field = message.getDescriptorForType().findFieldByName("name");
    return field != null && field.getJavaType() == JavaType.STRING && !field.isRepeated()
        ? "[" + message.getField(field) + "]"
        : "";
  }
}
