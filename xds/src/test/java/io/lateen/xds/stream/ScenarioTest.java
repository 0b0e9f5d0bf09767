// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.testkit.golden.Golden;
import io.lateen.xds.stream.StreamState.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the scripts of {@code src/test/scenario}: commands, a line of dashes, then what the proxies
 * heard, up to an empty line. Lines that begin with {@code #} are comments.
 *
 * <pre>
 * view cds a=1 b=1; eds a=1     replaces the view          view + cds c=1 - cds a   changes it
 * connect p1 [sotw] [relay]     opens a stream             p1 cds [names] [have a=1]  subscribes
 * p1 un eds a                   unsubscribes               p1 ack cds · p1 nack cds TEXT
 * p1 slow · p1 fast             stops, continues reading   p1 late ack cds NONCE      a stale nonce
 * p1 hold expires               the warming timer          status p1
 * p1 = eds a b                  state of the world: the whole subscription, with the newest nonce
 * </pre>
 */
class ScenarioTest {

  private static final Path SCRIPTS = Path.of("src", "test", "scenario");

  private final Map<String, ScriptedProxy> proxies = new LinkedHashMap<>();
  private final Map<String, String[]> sotwNames = new HashMap<>();
  private FakeView view = FakeView.EMPTY;
  private int connections;

  static Stream<Path> scripts() throws IOException {
    return Files.list(SCRIPTS).filter(file -> file.toString().endsWith(".txt")).sorted();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void plays(Path script) throws IOException {
    var out = new ArrayList<String>();
    var skipping = false;
    var block = new ArrayList<String>();
    for (var line : Files.readAllLines(script)) {
      if (line.startsWith("----")) {
        skipping = true;
        out.add("----");
        play(block, out);
        block.clear();
      } else if (skipping && line.isEmpty()) {
        skipping = false;
        out.add("");
      } else if (!skipping) {
        out.add(line);
        if (!line.startsWith("#") && !line.isBlank()) {
          block.add(line);
        }
      }
    }
    Golden.verify(script, String.join("\n", out) + "\n");
  }

  private void play(List<String> commands, List<String> out) {
    for (var command : commands) {
      run(command.trim().split("\\s+"), out);
      proxies.forEach((name, proxy) -> proxy.take().forEach(line -> out.add(name + " <- " + line)));
    }
  }

  private void run(String[] words, List<String> out) {
    switch (words[0]) {
      case "view" -> {
        changeView(Arrays.copyOfRange(words, 1, words.length));
        proxies.values().forEach(proxy -> proxy.view(view));
      }
      case "connect" -> connect(words);
      case "status" -> out.add(words[1] + ": " + find(words[1]).status());
      default -> proxy(words[0], Arrays.copyOfRange(words, 1, words.length));
    }
  }

  private void changeView(String[] words) {
    var patch = words[0].equals("+") || words[0].equals("-");
    var sign = "+";
    var type = "";
    if (!patch) {
      view = new FakeView(view.epoch(), Map.of());
    }
    var epoch = view.epoch() + 1;
    for (var word : words) {
      var plain = word.replace(";", "");
      if (plain.equals("+") || plain.equals("-")) {
        sign = plain;
      } else if (plain.contains("=")) {
        var pair = plain.split("=");
        view = view.with(type, pair[0], pair[1]);
      } else if (FakeView.url(plain).contains(".v") || plain.equals("nds")) {
        type = plain;
      } else if (sign.equals("-")) {
        view = view.without(type, plain);
      }
    }
    view = new FakeView(epoch, view.types());
  }

  private void connect(String[] words) {
    var flags = List.of(words);
    var variant = flags.contains("sotw") ? Variant.SOTW : Variant.DELTA;
    connections++;
    var proxy =
        new ScriptedProxy(
            variant, flags.contains("relay"), StreamLimits.DEFAULT, connections + "-");
    proxies.put(words[1], proxy);
    if (view.epoch() > 0) {
      proxy.view(view);
    }
  }

  private void proxy(String name, String[] words) {
    var proxy = find(name);
    var rest = words.length > 2 ? Arrays.copyOfRange(words, 2, words.length) : new String[0];
    switch (words[0]) {
      case "slow" -> proxy.slow(true);
      case "fast" -> proxy.slow(false);
      case "hold" -> proxy.holdExpires();
      case "un" -> proxy.unsubscribe(words[1], rest);
      case "ack" -> proxy.ack(words[1], sotwNames.getOrDefault(name + words[1], new String[0]));
      case "nack" ->
          proxy.nack(
              words[1],
              String.join(" ", rest),
              sotwNames.getOrDefault(name + words[1], new String[0]));
      case "judge" -> proxy.judge(words[1], findings(rest));
      case "late" -> proxy.answer(words[2], words[3], Optional.empty());
      case "=" -> {
        sotwNames.put(name + words[1], rest);
        proxy.sotw(words[1], "", proxy.nonce(words[1]), rest);
      }
      default -> subscribe(proxy, words);
    }
  }

  /** {@code a=1} is fine, {@code b=2:reason} is not. */
  private static List<StreamCommand.Finding> findings(String[] words) {
    return Arrays.stream(words)
        .map(word -> word.split("[=:]"))
        .map(
            parts ->
                new StreamCommand.Finding(
                    parts[0],
                    parts[1],
                    parts.length > 2 ? Optional.of(parts[2]) : Optional.empty()))
        .toList();
  }

  private ScriptedProxy find(String name) {
    return Objects.requireNonNull(proxies.get(name), name);
  }

  private static void subscribe(ScriptedProxy proxy, String[] words) {
    var names = new ArrayList<String>();
    var have = new LinkedHashMap<String, String>();
    for (int i = 1; i < words.length; i++) {
      if (words[i].contains("=")) {
        have.put(words[i].split("=")[0], words[i].split("=")[1]);
      } else if (!words[i].equals("have")) {
        names.add(words[i]);
      }
    }
    proxy.reconnect(words[0], names, have);
  }
}
