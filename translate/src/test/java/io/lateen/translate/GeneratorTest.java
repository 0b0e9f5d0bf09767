// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import org.junit.jupiter.api.Test;

class GeneratorTest {

  private record Key(String resourceName) implements ResourceKey {
    @Override
    public Provenance provenance() {
      return Provenance.BUILT_IN;
    }
  }

  @Test
  void aForgottenResourceComesBackWithTheSameVersion() {
    Generator<Key> generator = key -> StringValue.of(key.resourceName());
    var first = generator.generate(new Key("a"));
    var again = generator.generate(new Key("a"));
    assertThat(again).isNotSameAs(first).isEqualTo(first);
    assertThat(again.version()).isNotEqualTo(generator.generate(new Key("b")).version());
  }
}
