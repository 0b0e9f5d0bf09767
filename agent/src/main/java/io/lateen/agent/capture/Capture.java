// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import java.nio.file.Path;
import java.util.Optional;

/** Puts capture rules in force in a network namespace. Implementations block. */
public interface Capture {

  /**
   * Puts exactly these rules in force, whatever was there before.
   *
   * @param networkNamespace file of the workload's network namespace
   * @return why it did not work; empty on success
   */
  Optional<String> apply(Path networkNamespace, CaptureRules rules);

  /**
   * Takes our rules away; a namespace that is gone counts as success.
   *
   * @return why it did not work; empty on success
   */
  Optional<String> remove(Path networkNamespace);
}
