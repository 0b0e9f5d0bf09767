// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an Envoy writes about connections: a line from the listener, one from the last filter. */
record TrialLog(Path file) {

  private static final String SPACE = "lateen-it";
  private static final String FIELD = "name";
  private static final String TAB = "\t";
  private static final int COLUMNS = 8;

  /**
   * What became of a call.
   *
   * @param route empty when none was taken
   * @param cluster empty when none was chosen
   * @param code status of HTTP; 0 for none
   * @param flags Envoy's response flags, as in {@code NR}
   */
  record Entry(
      String listener, String chain, String route, String cluster, int code, String flags) {}

  /** The logger of a listener ({@code L}) or of a filter ({@code F}). */
  AccessLog logger(String level) {
    var format =
        String.join(
            TAB,
            level,
            "%DOWNSTREAM_DIRECT_REMOTE_ADDRESS%",
            "%METADATA(LISTENER:" + SPACE + ":" + FIELD + ")%",
            "%FILTER_CHAIN_NAME%",
            "%ROUTE_NAME%",
            "%UPSTREAM_CLUSTER_RAW%",
            "%RESPONSE_CODE%",
            "%RESPONSE_FLAGS%\n");
    var config =
        FileAccessLog.newBuilder()
            .setPath(file.toString())
            .setLogFormat(
                SubstitutionFormatString.newBuilder()
                    .setTextFormatSource(DataSource.newBuilder().setInlineString(format)))
            .build();
    return AccessLog.newBuilder()
        .setName("envoy.access_loggers.file")
        .setTypedConfig(Any.pack(config))
        .build();
  }

  /** Metadata under which the log finds the listener's name. */
  static Metadata named(String name) {
    var value = Value.newBuilder().setStringValue(name).build();
    return Metadata.newBuilder()
        .putFilterMetadata(SPACE, Struct.newBuilder().putFields(FIELD, value).build())
        .build();
  }

  /** The entries by the caller's port; a filter knows more than its listener. */
  Map<Integer, Entry> read() throws IOException {
    var entries = new HashMap<Integer, Entry>();
    if (!Files.exists(file)) {
      return entries;
    }
    for (var line : Files.readAllLines(file)) {
      var words = line.split(TAB, -1);
      if (words.length == COLUMNS) {
        int port = port(words[1]);
        var entry =
            new Entry(
                text(words[2]),
                text(words[3]),
                text(words[4]),
                text(words[5]),
                Integer.parseInt(words[6]),
                text(words[7]));
        entries.merge(port, entry, (old, now) -> words[0].equals("F") ? now : old);
      }
    }
    return entries;
  }

  /** Ports of the callers whose connections have ended. */
  Set<Integer> ended() throws IOException {
    if (!Files.exists(file)) {
      return Set.of();
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("L" + TAB))
        .map(line -> port(line.split(TAB, -1)[1]))
        .collect(Collectors.toSet());
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static String text(String word) {
    var plain = word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
    return plain.equals("-") ? "" : plain;
  }
}
