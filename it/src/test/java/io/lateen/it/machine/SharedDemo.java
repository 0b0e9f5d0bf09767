// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.IOException;
import java.nio.file.Path;

/** Gives tests that leave the demo as they found it one demo for all of them. */
public final class SharedDemo extends SharedOnMachine<DemoRun> {

  public SharedDemo() {
    super(DemoRun.class);
  }

  @Override
  protected DemoRun start(Machine machine, Path folder) throws IOException, InterruptedException {
    return DemoRun.start(machine);
  }
}
