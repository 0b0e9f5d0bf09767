// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NackTableTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String NACKS =
      """
      [{"at": "2026-01-02T03:04:05Z", "type": "rds", "epoch": 7, "message": "no", "knownBy": "trial",
        "guilty": [
         {"resource": "9080", "reason": "script load error:\\nnear end", "objects": [
          {"kind": "EnvoyFilter", "namespace": "shop", "name": "lua", "file": "lua.yaml", "line": 3},
          {"kind": "MeshConfig", "namespace": "", "name": "mesh", "file": "", "line": 0}]},
         {"resource": "80", "reason": "too many", "objects": []}],
        "suspects": []},
       {"at": "2026-01-02T03:04:04Z", "type": "lds", "epoch": 6, "message": "why", "knownBy": "none",
        "guilty": [], "suspects": ["a", "b", "c"], "mended": "2026-01-02T03:04:06Z"}]
      """;

  @Test
  void showsWhoWasTheReasonAndWhose() {
    var bytes = new ByteArrayOutputStream();
    NackTable.of(JSON.readTree(NACKS))
        .print(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
    assertThat(
            bytes
                .toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceAll(" {3,}", " | ")))
        .containsExactly(
            "REFUSED | TYPE | EPOCH | RESOURCE | KNOWN BY | MADE BY | MENDED | WHY",
            "2026-01-02T03:04:05Z | rds | 7 | 9080 | trial"
                + " | EnvoyFilter shop/lua (lua.yaml:3), MeshConfig mesh | - | script load error:"
                + " near end",
            "2026-01-02T03:04:05Z | rds | 7 | 80 | trial | - | - | too many",
            "2026-01-02T03:04:04Z | lds | 6 | one of 3 | none | - | 2026-01-02T03:04:06Z | why");
  }
}
