// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.object;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.Origin;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;

/** Something about an object that its author should know; the object stays in use. */
public record Warning(ObjectKey object, Problem problem) {

  /**
   * A warning about the whole object.
   *
   * @param path field inside the object; may be empty
   * @param fix the remedy
   */
  public static Warning of(ConfigObject<?> object, String path, String message, String fix) {
    return of(object.author(), object.origin(), path, message, fix);
  }

  /** A warning about the object of that key, which was written at {@code origin}. */
  public static Warning of(ObjectKey key, Origin origin, String path, String message, String fix) {
    var location = new Location(origin.source(), origin.line(), 0);
    return new Warning(key, Problem.warning(location, key.display(), path, message).withFix(fix));
  }

  /** The place that a part of an object was written at; that of the object when it is unknown. */
  public static Origin at(Origin origin, int line) {
    return origin.at(line);
  }
}
