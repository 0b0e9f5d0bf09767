// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

  private static String print(Table table, boolean heads) {
    var out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8), heads);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void alignsColumnsAndLeavesNoBlanksAtTheEnd() {
    var table = new Table("NAME", "AGE").row("reviews", "5m").row("x", "");
    assertThat(print(table, true)).isEqualTo("NAME      AGE\nreviews   5m\nx\n");
    assertThat(print(table, false)).isEqualTo("reviews   5m\nx\n");
  }

  @Test
  void yamlKeepsTypesAndOrder() {
    var json = Documents.JSON.readTree("{\"b\":1,\"a\":[true,\"yes\",\"1\"],\"c\":{\"d\":\"\"}}");
    assertThat(Documents.yaml(json)).isEqualTo("b: 1\na:\n- true\n- 'yes'\n- '1'\nc:\n  d: ''\n");
  }
}
