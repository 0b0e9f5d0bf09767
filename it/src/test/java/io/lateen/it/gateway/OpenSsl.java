// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.gateway;

import io.lateen.it.machine.DemoRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What openssl makes in the demo's folder. */
final class OpenSsl {

  private OpenSsl() {}

  /** A certificate signed by its own key, as {@code NAME.crt} and {@code NAME.key}. */
  static void selfSigned(DemoRun demo, String name, String subject, String... more)
      throws IOException, InterruptedException {
    var file = DemoRun.FOLDER + "/" + name;
    var words =
        new ArrayList<>(
            List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", subject));
    words.addAll(List.of("-keyout", file + ".key", "-out", file + ".crt"));
    words.addAll(List.of(more));
    GatewayPod.ok(demo.machine().run(words.toArray(String[]::new)));
  }
}
