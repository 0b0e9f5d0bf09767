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
 * One thing on a machine of its own for all tests that ask for it; machine, folder and thing end
 * with the last test.
 *
 * @param <T> what the tests ask for
 */
public abstract class SharedOnMachine<T> implements ParameterResolver {

  private final Class<T> type;

  protected SharedOnMachine(Class<T> type) {
    this.type = type;
  }

  /**
   * Starts the thing.
   *
   * @param folder empty, deleted afterwards
   */
  protected abstract T start(Machine machine, Path folder) throws Exception;

  /** Ends what the end of the machine does not end. */
  protected void stop(T thing) throws Exception {}

  /** The thing; the first call starts it. */
  protected final T shared(ExtensionContext context) {
    var stay =
        context
            .getRoot()
            .getStore(Namespace.create(getClass()))
            .computeIfAbsent(Stay.class, key -> begin(), Stay.class);
    return type.cast(stay.thing);
  }

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }

  private Stay begin() {
    try {
      var folder = Files.createTempDirectory("lateen-it");
      var machine = Machine.start(folder);
      var thing = start(machine, folder);
      return new Stay(thing, () -> end(folder, machine, thing));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void end(Path folder, Machine machine, T thing) throws Exception {
    stop(thing);
    machine.close();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What the store of the tests ends. */
  private record Stay(Object thing, AutoCloseable end) implements AutoCloseable {

    @Override
    public void close() throws Exception {
      end.close();
    }
  }
}
