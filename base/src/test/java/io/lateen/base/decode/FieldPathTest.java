// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldPathTest {

  @Test
  void fieldsAndItemsAreSpelledFromTheObjectDown() {
    var route = FieldPath.ROOT.field("http").item(0);

    assertThat(route.field("timeout")).hasToString("http[0].timeout");
    assertThat(route).hasToString("http[0]");
    assertThat(FieldPath.ROOT).hasToString("");
  }

  @Test
  void aNameThatIsNoPlainWordIsQuotedAlsoAtTheRoot() {
    assertThat(FieldPath.ROOT.field("a.b/c")).hasToString("[\"a.b/c\"]");
    assertThat(FieldPath.ROOT.field("labels").field("a.b").field("in"))
        .hasToString("labels[\"a.b\"].in");
  }

  @Test
  void aPartBeginsWithThePlaceItsAuthorKnows() {
    assertThat(FieldPath.of("spec.proxy").field("image")).hasToString("spec.proxy.image");
    assertThat(FieldPath.of("").field("image")).hasToString("image");
  }

  @Test
  void aFieldWithoutANameIsNoItem() {
    assertThat(FieldPath.ROOT.field("a").field("")).hasToString("a[\"\"]");
  }
}
