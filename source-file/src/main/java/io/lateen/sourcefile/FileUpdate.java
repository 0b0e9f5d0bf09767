// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ObjectKey;
import io.lateen.base.Copies;
import io.lateen.base.problem.Problems;
import java.nio.file.Path;
import java.util.Map;

/**
 * A change of the watched folders.
 *
 * @param problems of each object and file of which something else is wrong than before; none for
 *     those that are fine now
 */
public record FileUpdate(ConfigDelta delta, Map<ObjectKey, Problems> problems) {

  public FileUpdate {
    problems = Copies.sorted(problems);
  }

  /** Whether nothing changed. */
  public boolean isEmpty() {
    return delta.isEmpty() && problems.isEmpty();
  }

  /** The key under which problems of a file or folder are told, when no object is known. */
  public static ObjectKey keyOf(Path file) {
    return new ObjectKey("lateen.io", "File", "", file.toString());
  }
}
