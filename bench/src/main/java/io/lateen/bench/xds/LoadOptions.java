// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.proto.difference.Differences;
import java.util.ArrayList;
import java.util.List;

/** Words for the load client. */
record LoadOptions(List<String> words) {

  /** Milliseconds between an event and the next. */
  private static final String SETTLE = "300";

  /** The load client stands for agents: it takes differences. */
  private static final String HEADER = Differences.TAKES.name() + "=" + Differences.TAKEN;

  /** How it reaches a server on loopback with mutual TLS, and whose processor time it reads. */
  static LoadOptions of(int port, long pid, NodeIdentity identity) {
    return new LoadOptions(
        List.of(
            "-addr",
            "127.0.0.1:" + port,
            "-pid",
            "" + pid,
            "-tls-ca",
            identity.roots().toString(),
            "-tls-name",
            "127.0.0.1",
            "-tls-cert",
            identity.certificate().toString(),
            "-tls-key",
            identity.key().toString(),
            "-header",
            HEADER,
            "-settle",
            SETTLE));
  }

  LoadOptions with(String... more) {
    var all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new LoadOptions(all);
  }

  /** Where it posts its edits. */
  LoadOptions edits(String url) {
    return with("-api", url);
  }
}
