// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that leave the demo as they found it one demo for all of them. It ends with the last
 * test.
 */
public final class SharedDemo implements ParameterResolver {

  /** The demo and what ends with it. */
  private record Stay(Path folder, Machine machine, DemoRun demo) implements AutoCloseable {

    static Stay begin() {
      try {
        var folder = Files.createTempDirectory("lateen-it");
        var machine = Machine.start(folder);
        return new Stay(folder, machine, DemoRun.start(machine));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException, InterruptedException {
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
    return parameter.getParameter().getType() == DemoRun.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedDemo.class))
        .computeIfAbsent(Stay.class, key -> Stay.begin(), Stay.class)
        .demo();
  }
}
