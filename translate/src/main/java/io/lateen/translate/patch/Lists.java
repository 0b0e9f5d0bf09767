// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Message;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the operations do to a list of filters (Istio: core/envoyfilter/util.go). */
final class Lists {

  private Lists() {}

  /**
   * The list after an operation other than a merge.
   *
   * @param value what is added; unused for {@link Operation#REMOVE}
   * @param named whether the patch names one element; without a name an insertion goes to an end of
   *     the list, and nothing is removed or replaced
   * @param wanted whether an element is the one that the patch names
   */
  static <T extends Message> List<T> after(
      List<T> list, Patch patch, Class<T> type, boolean named, Predicate<T> wanted) {
    var changed = new ArrayList<>(list);
    switch (patch.operation()) {
      case ADD -> changed.add(patch.value(type));
      case INSERT_FIRST -> changed.addFirst(patch.value(type));
      case INSERT_AFTER -> insert(changed, patch.value(type), named, wanted, 1);
      case INSERT_BEFORE -> insert(changed, patch.value(type), named, wanted, 0);
      case REPLACE -> {
        int at = named ? find(changed, wanted) : -1;
        if (at >= 0) {
          changed.set(at, patch.value(type));
        }
      }
      case REMOVE -> changed.removeIf(element -> named && wanted.test(element));
      case MERGE, MERGE_AND_REPLACE_LIST, INVALID -> {}
    }
    return changed;
  }

  private static <T> void insert(
      List<T> list, T value, boolean named, Predicate<T> wanted, int offset) {
    if (!named) {
      list.add(offset == 0 ? 0 : list.size(), value);
      return;
    }
    int at = find(list, wanted);
    if (at >= 0) {
      list.add(at + offset, value);
    }
  }

  static <T> int find(List<T> list, Predicate<T> wanted) {
    for (int index = 0; index < list.size(); index++) {
      if (wanted.test(list.get(index))) {
        return index;
      }
    }
    return -1;
  }
}
