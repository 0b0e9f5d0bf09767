// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The command line.
 *
 * @param collection folder with the suites
 * @param suites wanted suites; all when empty
 * @param json whether the report is JSON
 * @param envoys Envoy binaries that all translations are handed to
 * @param one part of the names of the cases to show in full; empty to run all
 */
record Arguments(Path collection, Set<String> suites, boolean json, String one, List<Path> envoys) {

  private static final String DEFAULT = "../shared/conformance/istio";

  static Arguments parse(String[] words) {
    var suites = new HashSet<String>();
    var collection = "";
    var one = "";
    var json = false;
    var envoys = new ArrayList<Path>();
    var rest = List.of(words).iterator();
    while (rest.hasNext()) {
      var word = rest.next();
      switch (word) {
        case "--suite" -> suites.addAll(List.of(value(word, rest).split(",", -1)));
        case "--envoy" -> envoys.add(Path.of(value(word, rest)));
        case "--case" -> one = value(word, rest);
        case "-o" -> json = isJson(value(word, rest));
        default -> {
          if (word.startsWith("-") || !collection.isEmpty()) {
            throw new IllegalArgumentException(
                "unknown word "
                    + word
                    + "; usage: [DIR] [--suite S] [--case NAME] [--envoy BINARY] [-o json]");
          }
          collection = word;
        }
      }
    }
    return new Arguments(
        Path.of(collection.isEmpty() ? DEFAULT : collection),
        Set.copyOf(suites),
        json,
        one,
        List.copyOf(envoys));
  }

  private static boolean isJson(String format) {
    if (!format.equals("json") && !format.equals("text")) {
      throw new IllegalArgumentException("-o " + format + ": use -o json or -o text");
    }
    return format.equals("json");
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }
}
