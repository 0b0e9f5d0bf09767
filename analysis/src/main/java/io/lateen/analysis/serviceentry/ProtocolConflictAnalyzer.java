// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.serviceentry;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Visibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** ServiceEntries that the same namespaces see, with other protocols for the same host and port. */
public final class ProtocolConflictAnalyzer implements Analyzer {

  private record Place(String scope, String host, String port) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::scope).thenComparing(Place::host).thenComparing(Place::port);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private record Declared(AnalyzedDocument entry, Part port) {

    String protocol() {
      return port.at("protocol").text().toUpperCase(Locale.ROOT);
    }
  }

  @Override
  public String name() {
    return "serviceentry.ConflictingServiceEntryProtocolAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<Place, List<Declared>> places = new TreeMap<>();
    for (var entry : inventory.of(TypeName.SERVICE_ENTRY)) {
      for (var scope : Visibility.of(entry)) {
        for (var host : entry.spec("hosts").texts()) {
          for (var port : entry.spec("ports").items()) {
            places
                .computeIfAbsent(
                    new Place(scope, host, port.at("number").text()), key -> new ArrayList<>())
                .add(new Declared(entry, port));
          }
        }
      }
    }
    places.forEach(
        (place, own) -> {
          var all = new ArrayList<>(own);
          if (!place.scope().equals(Visibility.ALL)) {
            var everywhere = new Place(Visibility.ALL, place.host(), place.port());
            all.addAll(places.getOrDefault(everywhere, List.of()));
          }
          check(place, all, findings);
        });
  }

  private static void check(Place place, List<Declared> declared, Findings findings) {
    var protocols = new TreeSet<String>();
    declared.forEach(one -> protocols.add(one.protocol()));
    if (protocols.size() < 2) {
      return;
    }
    var names = Names.list(declared.stream().map(one -> one.entry().fullName()).toList());
    for (var one : declared) {
      findings.add(
          Code.CONFLICTING_SERVICE_ENTRY_PROTOCOL,
          one.entry(),
          one.port().at("protocol"),
          "Multiple ServiceEntries (%s) define the same host \"%s\" and port %s with conflicting protocols (%s)"
              .formatted(names, place.host(), place.port(), String.join(", ", protocols)));
    }
  }
}
