// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries refusals from one stream of a client to its next: what it is told of the earlier one, and
 * what it tells. A refusal that no longer is about the newest content is not carried on.
 */
final class RefusalLedger {

  private Map<String, Map<String, String>> earlier = Map.of();
  private final Set<TypeState> returning = new LinkedHashSet<>();
  private long told;

  void recall(Map<String, Map<String, String>> refused) {
    earlier = Map.copyOf(refused);
  }

  /** The client has something of this type from the earlier stream. */
  void returned(TypeState type) {
    if (earlier.containsKey(type.typeUrl)) {
      returning.add(type);
    }
  }

  /** Bars what was refused; call it when the types have seen a view, before anything is sent. */
  List<StreamEvent> apply(long epoch) {
    var events = new ArrayList<StreamEvent>();
    for (var type : returning) {
      var names = new ArrayList<String>();
      earlier
          .getOrDefault(type.typeUrl, Map.of())
          .forEach(
              (name, version) -> {
                if (type.recallRefusal(name, version)) {
                  names.add(name);
                }
              });
      if (!names.isEmpty()) {
        events.add(new StreamEvent.Recalled(type.typeUrl, epoch, List.copyOf(names)));
      }
    }
    returning.clear();
    return events;
  }

  /** What stands refused, when that may have changed since the last call. */
  Optional<StreamEvent> news(Collection<TypeState> types) {
    long changes = 0;
    for (var type : types) {
      changes += type.rejections.changes();
    }
    if (changes == told) {
      return Optional.empty();
    }
    told = changes;
    var standing = new HashMap<String, Map<String, String>>();
    for (var type : types) {
      var refused = type.rejections.standing();
      if (!refused.isEmpty()) {
        standing.put(type.typeUrl, refused);
      }
    }
    return Optional.of(new StreamEvent.Refusals(standing));
  }
}
