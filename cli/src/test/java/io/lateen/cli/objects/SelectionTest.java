// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.cli.shell.CommandException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static List<String> paths(String... words) throws CommandException {
    return Selection.parse(List.of(words)).stream().map(s -> s.path("default").path()).toList();
  }

  @Test
  void understandsKubectlsSpellings() throws CommandException {
    var reviews = "/apis/networking.istio.io/v1/namespaces/default/virtualservices/reviews";
    assertThat(paths("vs", "reviews")).containsExactly(reviews);
    assertThat(paths("VirtualService/reviews")).containsExactly(reviews);
    assertThat(paths("virtualservices.networking.istio.io", "reviews")).containsExactly(reviews);
    assertThat(paths("vs/reviews", "svc/reviews"))
        .containsExactly(reviews, "/api/v1/namespaces/default/services/reviews");
    assertThat(paths("vs,dr"))
        .containsExactly(
            "/apis/networking.istio.io/v1/namespaces/default/virtualservices",
            "/apis/networking.istio.io/v1/namespaces/default/destinationrules");
  }

  @Test
  void aKindWithoutNamespacesHasNone() throws CommandException {
    assertThat(paths("ns", "default")).containsExactly("/api/v1/namespaces/default");
  }

  @Test
  void refusesMixedSpellings() {
    assertThatThrownBy(() -> paths("vs/a", "b")).isInstanceOf(CommandException.class);
    assertThatThrownBy(SelectionTest::paths).isInstanceOf(CommandException.class);
  }
}
