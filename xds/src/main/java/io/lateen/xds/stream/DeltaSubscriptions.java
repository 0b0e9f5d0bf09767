// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.StreamCommand.DeltaRequest;
import java.util.ArrayList;

/** Applies the subscription part of incremental requests (xds_protocol.rst, "Incremental xDS"). */
final class DeltaSubscriptions {

  private final boolean clientKeepsResources;

  DeltaSubscriptions(boolean clientKeepsResources) {
    this.clientKeepsResources = clientKeepsResources;
  }

  void apply(TypeState type, DeltaRequest request, boolean first) {
    if (first) {
      type.claimed(request.initialVersions());
    } else {
      type.believeClaims();
    }
    request.unsubscribe().forEach(name -> unsubscribe(type, name));
    if (first && request.subscribe().isEmpty() && legacyWildcard(type)) {
      wildcard(type);
    }
    for (var name : request.subscribe()) {
      if (name.equals(Subscription.WILDCARD)) {
        wildcard(type);
      } else if (!name.isEmpty()) {
        subscribe(type, request, name, first);
      }
    }
    type.weighClaims();
  }

  /** Envoy's first request for virtual hosts names nothing and does not mean "all of them". */
  private static boolean legacyWildcard(TypeState type) {
    return TypeUrls.LEGACY_WILDCARD.contains(type.typeUrl);
  }

  /**
   * A client that comes back in step is answered too, without a resource: it may wait for an answer
   * before it asks for anything else, and its ACK proves that it is in step.
   */
  private static void wildcard(TypeState type) {
    if (type.subscription.wildcard()) {
      return;
    }
    type.subscription.wildcard(true);
    type.markAll();
    type.answerDue();
  }

  private void subscribe(TypeState type, DeltaRequest request, String name, boolean first) {
    var shared = type.shared(name);
    var isNew = type.subscription.add(shared);
    if (first && clientKeepsResources && request.initialVersions().containsKey(name)) {
      return; // Weighing the claims looks at it.
    }
    if (isNew && !first && !type.subscription.wildcard()) {
      type.held.drop(shared);
    }
    type.force(shared);
  }

  private static void unsubscribe(TypeState type, String name) {
    if (name.equals(Subscription.WILDCARD)) {
      endWildcard(type);
    } else if (type.subscription.remove(name)) {
      if (type.subscription.wildcard()) {
        type.force(name);
      } else {
        type.abandon(name);
      }
    }
  }

  /** The client drops what it did not name; a later wildcard starts from nothing. */
  private static void endWildcard(TypeState type) {
    if (!type.subscription.wildcard()) {
      return;
    }
    type.subscription.wildcard(false);
    var dropped = new ArrayList<String>();
    type.held.forEach(
        (name, resource) -> {
          if (!type.subscription.names(name)) {
            dropped.add(name);
          }
        });
    for (var name : new ArrayList<>(type.rejections.names())) {
      if (!type.subscription.names(name)) {
        dropped.add(name);
      }
    }
    dropped.forEach(type::abandon);
  }
}
