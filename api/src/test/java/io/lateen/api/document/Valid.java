// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigObject;
import io.lateen.api.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Objects from the files in {@code valid/}, which must decode without any problem. */
final class Valid {

  private Valid() {}

  static <S extends Spec> S spec(String file, Class<S> type, String name) {
    return type.cast(object(file, type, name).spec());
  }

  static ConfigObject<?> object(String file, Class<?> type, String name) {
    return objects(file).stream()
        .filter(object -> type.isInstance(object.spec()) && object.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<ConfigObject<?>> objects(String file) {
    var decoded = new DocumentDecoder().decode(file, text(file));
    assertThat(decoded.problems().render()).isEmpty();
    return decoded.valid();
  }

  static String text(String file) {
    return read("/valid/" + file);
  }

  static String read(String resource) {
    try (var in = Valid.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
