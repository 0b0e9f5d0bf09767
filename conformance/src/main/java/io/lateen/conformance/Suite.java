// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A family of cases below one folder. */
public interface Suite {

  /** Name on the command line and in reports. */
  String name();

  /** The folder or file below the collection that holds the cases. */
  String place();

  /** The cases, in a fixed order; nothing is judged yet. */
  List<Case> cases(Path collection) throws IOException;

  /** Whether the collection has cases of this suite. */
  default boolean isIn(Path collection) {
    return Files.exists(collection.resolve(place()));
  }
}
