// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.difference.Differences;
import io.lateen.proto.xds.v1.Difference;
import io.lateen.proto.xds.v1.Piece;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A difference and its base are the whole again; with another base they are nothing. */
class DifferencesTest {

  private static final int MOST = 1 << 20;
  private static final int RUNS = 20_000;

  /** Parts that two versions may share as objects, short ones, equal ones, empty ones. */
  private static final List<ByteString> POOL = pool();

  private static final Gen<ByteString> PART =
      choices ->
          choices.next(4) == 0
              ? ByteString.copyFromUtf8(
                  "long ".repeat(100 * (int) choices.next(5)) + "ab" + choices.next(3))
              : POOL.get((int) choices.next(POOL.size()));

  private static final Gen<List<ByteString>> PARTS = PART.list(0, 12);

  private static List<ByteString> pool() {
    var pool = new ArrayList<ByteString>();
    for (int i = 0; i < 8; i++) {
      pool.add(ByteString.copyFromUtf8("x".repeat(i) + "part" + i / 2));
      pool.add(ByteString.copyFromUtf8("long ".repeat(300) + i + " end".repeat(i % 3)));
    }
    pool.add(ByteString.EMPTY);
    return pool;
  }

  private static ByteString joined(List<ByteString> parts) {
    return ByteString.copyFrom(parts);
  }

  private static Difference between(List<ByteString> base, List<ByteString> whole) {
    return Differences.between("1", joined(base), base, whole);
  }

  private record Pair(List<ByteString> base, List<ByteString> whole) {}

  @Test
  void whatIsMadeIsResolved() {
    Gen<Pair> pairs = choices -> new Pair(PARTS.draw(choices), PARTS.draw(choices));
    Property.forAll(
        Property.seed(),
        RUNS,
        pairs,
        pair -> {
          var difference = between(pair.base(), pair.whole());
          assertThat(Differences.resolve(difference, joined(pair.base()), MOST))
              .contains(joined(pair.whole()));
        });
  }

  @Test
  void onePartOfManyCostsItsOwnBytes() {
    var base = new ArrayList<ByteString>();
    for (int i = 0; i < 1_000; i++) {
      base.add(ByteString.copyFromUtf8(("virtual host " + i + " ").repeat(40)));
    }
    var whole = new ArrayList<>(base);
    whole.set(500, ByteString.copyFromUtf8("virtual host 500 ".repeat(39) + "virtual host: 500 "));
    whole.remove(900);
    whole.add(ByteString.copyFromUtf8("the last"));
    var difference = between(base, whole);
    assertThat(difference.getSerializedSize()).isLessThan(1_000);
    assertThat(Differences.resolve(difference, joined(base), MOST)).contains(joined(whole));
  }

  @Test
  void anotherBaseIsNoticed() {
    var kept = ByteString.copyFromUtf8("three");
    var base = List.of(ByteString.copyFromUtf8("one two "), kept);
    var whole = List.of(ByteString.copyFromUtf8("one 2 "), kept);
    var difference = between(base, whole);
    var other = ByteString.copyFromUtf8("one two THREE");
    assertThat(Differences.resolve(difference, other, MOST)).isEmpty();
    assertThat(Differences.resolve(difference, ByteString.EMPTY, MOST)).isEmpty();
  }

  @Test
  void nothingIsReadOrWrittenOutside() {
    var base = ByteString.copyFromUtf8("0123456789");
    for (var piece :
        List.of(
            Piece.newBuilder().setOffset(8).setLength(3),
            Piece.newBuilder().setOffset(-1).setLength(1),
            Piece.newBuilder().setOffset(0).setLength(-1),
            Piece.newBuilder().setOffset(Integer.MAX_VALUE).setLength(Integer.MAX_VALUE),
            Piece.newBuilder().setText(ByteString.copyFromUtf8("too long for it")))) {
      var difference = Difference.newBuilder().setSize(10).addPieces(piece).build();
      assertThat(Differences.resolve(difference, base, MOST)).as("%s", piece).isEmpty();
    }
    var huge = Difference.newBuilder().setSize(MOST + 1).build();
    assertThat(Differences.resolve(huge, base, MOST)).isEmpty();
    assertThat(Differences.resolve(Difference.newBuilder().setSize(-1).build(), base, MOST))
        .isEmpty();
  }

  @Test
  void aResourceSaysHowItDiffersWhenThatIsMuchLess() throws Exception {
    var large = "x".repeat(XdsResource.LEAST_BYTES);
    var one = new XdsResource("r", "1", ByteString.copyFromUtf8(large + "one"));
    var two = new XdsResource("r", "2", ByteString.copyFromUtf8(large + "two"));
    var resource = Resource.parseFrom(two.since(one).orElseThrow());
    assertThat(resource.getName()).isEqualTo("r");
    assertThat(resource.getVersion()).isEqualTo("2");
    assertThat(resource.getResource().getTypeUrl()).isEqualTo(Differences.TYPE_URL);
    var difference = Difference.parseFrom(resource.getResource().getValue());
    assertThat(difference.getBaseVersion()).isEqualTo("1");
    assertThat(Differences.resolve(difference, one.value(), MOST)).contains(two.value());

    var other = new XdsResource("r", "3", ByteString.copyFromUtf8("y".repeat(large.length())));
    assertThat(other.since(one)).isEmpty();
    assertThat(two.since(new XdsResource("r", "?", ByteString.EMPTY))).isEmpty();
    var small = new XdsResource("r", "4", ByteString.copyFromUtf8("small"));
    assertThat(small.since(small)).isEmpty();
  }
}
