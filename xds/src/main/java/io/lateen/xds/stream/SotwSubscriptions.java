// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.StreamCommand.SotwRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies the subscription part of state-of-the-world requests: each lists all that is wanted. */
final class SotwSubscriptions {

  private SotwSubscriptions() {}

  static void apply(
      TypeState type, SotwRequest request, boolean first, @Nullable ResourceView view) {
    var wanted = new HashSet<>(request.names());
    wanted.remove("");
    var star = wanted.remove(Subscription.WILDCARD);
    var legacy =
        wanted.isEmpty()
            && !star
            && !type.subscription.everNamed()
            && TypeUrls.LEGACY_WILDCARD.contains(type.typeUrl);
    narrow(type, wanted);
    widen(type, wanted, star || legacy);
    if (first && type.subscription.wildcard()) {
      greet(type, request, view);
    }
  }

  private static void narrow(TypeState type, Set<String> wanted) {
    for (var name : new ArrayList<>(type.subscription.names())) {
      if (!wanted.contains(name)) {
        type.subscription.remove(name);
        if (!type.subscription.wildcard()) {
          type.abandon(name);
        }
      }
    }
  }

  private static void widen(TypeState type, Set<String> wanted, boolean wildcard) {
    for (var name : wanted) {
      var shared = type.shared(name);
      if (type.subscription.add(shared)) {
        type.force(shared);
      }
    }
    if (wildcard && !type.subscription.wildcard()) {
      type.subscription.wildcard(true);
      type.markAll();
      type.answerDue();
    } else if (!wildcard && type.subscription.wildcard()) {
      type.subscription.wildcard(false);
    }
  }

  /** A client that reconnects with the version of the present complete state needs no answer. */
  private static void greet(TypeState type, SotwRequest request, @Nullable ResourceView view) {
    if (view != null
        && !request.version().isEmpty()
        && request.version().equals(SotwAnswers.completeVersion(type, view))) {
      type.takeAnswerDue();
      type.inStep(view);
    }
  }
}
