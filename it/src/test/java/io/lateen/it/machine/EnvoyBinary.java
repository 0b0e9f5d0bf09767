// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The Envoy under test. */
public final class EnvoyBinary {

  private EnvoyBinary() {}

  /** The program that {@code ./dev it} names. */
  public static Path underTest() {
    @Nullable String path = System.getenv("LATEEN_ENVOY");
    if (path == null || !Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException("LATEEN_ENVOY names no Envoy; run ./dev it, which sets it");
    }
    return Path.of(path);
  }
}
