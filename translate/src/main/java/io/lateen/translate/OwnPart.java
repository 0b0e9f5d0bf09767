// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy does not share with others. Equal when it is made of the same objects, as that of
 * replicas is; the hash is found once, for it is asked for at every change.
 */
final class OwnPart {

  private final ResourcePart part;
  private final int hash;

  OwnPart(ResourcePart part) {
    this.part = part;
    int sum = part.problems().hashCode();
    for (var typed : part.resources()) {
      sum = 31 * sum + System.identityHashCode(typed.resource());
    }
    this.hash = sum;
  }

  ResourcePart part() {
    return part;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof OwnPart own
            && hash == own.hash
            && isSame(part.resources(), own.part.resources())
            && part.problems().equals(own.part.problems()));
  }

  private static boolean isSame(List<ResourcePart.Typed> some, List<ResourcePart.Typed> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i).resource() != others.get(i).resource()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
