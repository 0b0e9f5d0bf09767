// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.difference.Differences;
import io.lateen.proto.difference.Part;
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

  /**
   * Parts that two versions may share as objects: short ones, equal ones, empty ones, long ones.
   */
  private static final List<Part> POOL = pool();

  /** Parts of such parts, and parts of those. */
  private static final List<Part> GROUPS = groups();

  private static final Gen<Part> PIECE =
      choices ->
          choices.next(4) == 0
              ? part("long ".repeat(100 * (int) choices.next(5)) + "ab" + choices.next(3))
              : POOL.get((int) choices.next(POOL.size()));

  private static final Gen<Part> PART =
      choices ->
          switch ((int) choices.next(6)) {
            case 0 -> GROUPS.get((int) choices.next(GROUPS.size()));
            case 1 -> Part.of(PIECE.list(0, 6).draw(choices));
            default -> PIECE.draw(choices);
          };

  private static final Gen<Part> WHOLE = PART.list(0, 12).map(Part::of);

  private static List<Part> pool() {
    var pool = new ArrayList<Part>();
    for (int i = 0; i < 8; i++) {
      pool.add(part("x".repeat(i) + "part" + i / 2));
      pool.add(part("long ".repeat(300) + i + " end".repeat(i % 3)));
    }
    pool.add(part("very long ".repeat(3_000)));
    pool.add(part(""));
    return pool;
  }

  private static List<Part> groups() {
    var groups = new ArrayList<Part>();
    for (int i = 0; i < POOL.size(); i += 3) {
      groups.add(Part.of(POOL.subList(i, POOL.size())));
    }
    groups.add(Part.of(groups.subList(0, 2)));
    groups.add(Part.of(List.of()));
    return groups;
  }

  private static Part part(String text) {
    return Part.of(ByteString.copyFromUtf8(text));
  }

  private static Difference between(Part base, Part whole) {
    return Differences.between("1", base, whole);
  }

  private record Pair(Part base, Part whole) {}

  @Test
  void whatIsMadeIsResolved() {
    Gen<Pair> pairs = choices -> new Pair(WHOLE.draw(choices), WHOLE.draw(choices));
    Property.forAll(
        Property.seed(),
        RUNS,
        pairs,
        pair -> {
          var difference = between(pair.base(), pair.whole());
          assertThat(Differences.resolve(difference, pair.base().bytes(), MOST))
              .contains(pair.whole().bytes());
        });
  }

  @Test
  void onePartOfManyCostsItsOwnBytes() {
    var base = new ArrayList<Part>();
    for (int i = 0; i < 1_000; i++) {
      base.add(part(("virtual host " + i + " ").repeat(40)));
    }
    var whole = new ArrayList<>(base);
    whole.set(500, part("virtual host 500 ".repeat(39) + "virtual host: 500 "));
    whole.remove(900);
    whole.add(part("the last"));
    isSmall(Part.of(base), Part.of(whole));
    isSmall(grouped(base), grouped(whole));
    isSmall(grouped(base), Part.of(whole));
  }

  private static void isSmall(Part base, Part whole) {
    var difference = between(base, whole);
    assertThat(difference.getSerializedSize()).isLessThan(1_000);
    assertThat(Differences.resolve(difference, base.bytes(), MOST)).contains(whole.bytes());
  }

  /** In groups, which two versions do not share. */
  private static Part grouped(List<Part> parts) {
    var groups = new ArrayList<Part>();
    for (int i = 0; i < parts.size(); i += 100) {
      groups.add(Part.of(parts.subList(i, Math.min(i + 100, parts.size()))));
    }
    return Part.of(groups);
  }

  @Test
  void anotherBaseIsNoticed() {
    var kept = part("three");
    var base = Part.of(List.of(part("one two "), kept));
    var whole = Part.of(List.of(part("one 2 "), kept));
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
