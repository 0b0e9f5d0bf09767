// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import io.lateen.it.machine.Machine;
import io.lateen.it.machine.SharedOnMachine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One {@link TaskMesh} for all tests that ask for it, emptied after each. */
final class SharedTaskMesh extends SharedOnMachine<TaskMesh> implements AfterEachCallback {

  SharedTaskMesh() {
    super(TaskMesh.class);
  }

  @Override
  protected TaskMesh start(Machine machine, Path folder) throws Exception {
    return TaskMesh.start(machine, folder);
  }

  @Override
  protected void stop(TaskMesh mesh) throws Exception {
    mesh.close();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
    shared(context).clear();
  }
}
