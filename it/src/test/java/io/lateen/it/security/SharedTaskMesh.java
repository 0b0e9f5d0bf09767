// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import io.lateen.it.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link TaskMesh} for all tests that ask for it, emptied after each. */
final class SharedTaskMesh implements ParameterResolver, AfterEachCallback {

  /** The mesh and what ends with it. */
  private record Stay(Path folder, Machine machine, TaskMesh mesh) implements AutoCloseable {

    static Stay begin() {
      try {
        var folder = Files.createTempDirectory("lateen-tasks");
        var machine = Machine.start(folder);
        return new Stay(folder, machine, TaskMesh.start(machine, folder));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws Exception {
      mesh.close();
      machine.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TaskMesh.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return mesh(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
    mesh(context).clear();
  }

  private static TaskMesh mesh(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedTaskMesh.class))
        .computeIfAbsent(Stay.class, key -> Stay.begin(), Stay.class)
        .mesh();
  }
}
