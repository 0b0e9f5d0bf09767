// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProxyTargetTest {

  private static final List<JsonNode> PROXIES =
      Stream.of(
              "productpage-v1-5b8c9d7f6-x2x4z.default",
              "productpage-v1-5b8c9d7f6-x2x4z.other",
              "reviews-v1-7d9-abcde.default",
              "sleep.default")
          .map(ProxyTargetTest::proxy)
          .toList();

  private static JsonNode proxy(String id) {
    var dot = id.indexOf('.');
    return Documents.JSON
        .createObjectNode()
        .put("name", id.substring(0, dot))
        .put("namespace", id.substring(dot + 1));
  }

  private static String find(String word) throws CommandException {
    var proxy = ProxyTarget.parse(word, "default").find(PROXIES);
    return proxy.path("name").asString("") + "." + proxy.path("namespace").asString("");
  }

  @Test
  void findsPodsAndDeployments() throws CommandException {
    assertThat(find("sleep")).isEqualTo("sleep.default");
    assertThat(find("pod/sleep.default")).isEqualTo("sleep.default");
    assertThat(find("productpage-v1-5b8c9d7f6-x2x4z.other")).endsWith(".other");
    assertThat(find("deploy/productpage-v1")).isEqualTo("productpage-v1-5b8c9d7f6-x2x4z.default");
    assertThat(find("deployment/productpage-v1.other")).endsWith(".other");
    assertThat(find("reviews-v1")).isEqualTo("reviews-v1-7d9-abcde.default");
  }

  @Test
  void doesNotGuessFurther() {
    assertThatThrownBy(() -> find("productpage")).hasMessageContaining("no proxy productpage");
    assertThatThrownBy(() -> find("service/reviews")).isInstanceOf(CommandException.class);
  }
}
