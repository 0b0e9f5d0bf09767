// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import org.junit.jupiter.api.Test;

class KeyedCacheTest {

  private record Key(String resourceName) implements ResourceKey {
    @Override
    public Provenance provenance() {
      return Provenance.BUILT_IN;
    }
  }

  private static final class Counting implements Generator<Key> {
    private int calls;

    @Override
    public Message message(Key key) {
      calls++;
      return StringValue.of(key.resourceName());
    }
  }

  private final Counting generator = new Counting();

  @Test
  void equalKeysGiveOneObject() {
    var cache = new KeyedCache();
    var first = cache.get(new Key("a"), generator);
    assertThat(cache.get(new Key("a"), generator)).isSameAs(first);
    assertThat(cache.get(new Key("b"), generator)).isNotSameAs(first);
    assertThat(generator.calls).isEqualTo(2);
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() {
    var cache = new KeyedCache(2);
    var a = cache.get(new Key("a"), generator);
    cache.get(new Key("b"), generator);
    assertThat(cache.get(new Key("a"), generator)).isSameAs(a);
    cache.get(new Key("c"), generator);
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.get(new Key("a"), generator)).isSameAs(a);
    assertThat(generator.calls).isEqualTo(3);
    cache.get(new Key("b"), generator);
    assertThat(generator.calls).isEqualTo(4);
  }

  @Test
  void aForgottenResourceComesBackWithTheSameVersion() {
    var cache = new KeyedCache(1);
    var first = cache.get(new Key("a"), generator);
    cache.get(new Key("b"), generator);
    var again = cache.get(new Key("a"), generator);
    assertThat(again).isNotSameAs(first).isEqualTo(first);
  }
}
