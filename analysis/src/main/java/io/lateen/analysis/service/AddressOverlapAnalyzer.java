// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.service;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Visibility;
import io.lateen.mesh.service.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Services and ServiceEntries with one address and port of TCP. Nothing but the address tells such
 * connections apart, so all of them go to one of the two.
 */
public final class AddressOverlapAnalyzer implements Analyzer {

  /** Protocols in which a connection names its host itself. */
  private static final Set<Protocol> NAMED = Set.of(Protocol.TLS, Protocol.HTTPS, Protocol.UDP);

  private record Place(String address, String port) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::address).thenComparing(Place::port);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Somebody who is at an address; {@code tcp} unless requests name their host. */
  private record Owner(AnalyzedDocument object, Part at, Set<String> scopes, boolean tcp) {

    boolean meets(Owner other) {
      return (tcp || other.tcp)
          && !object.sameObject(other.object)
          && (scopes.contains(Visibility.ALL)
              || other.scopes.contains(Visibility.ALL)
              || scopes.stream().anyMatch(other.scopes::contains));
    }
  }

  @Override
  public String name() {
    return "lateen.AddressOverlapAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<Place, List<Owner>> owners = new TreeMap<>();
    for (var service : inventory.of(TypeName.SERVICE)) {
      var address = service.spec("clusterIP");
      if (!address.text().isEmpty() && !address.text().equals("None")) {
        for (var port : service.spec("ports").items()) {
          var owner =
              new Owner(service, address, Visibility.ofService(service), isTcp(protocol(port)));
          add(owners, address.text(), port.at("port"), owner);
        }
      }
    }
    for (var entry : inventory.of(TypeName.SERVICE_ENTRY)) {
      for (var address : entry.spec("addresses").items()) {
        for (var port : entry.spec("ports").items()) {
          var protocol = Protocol.named(port.at("protocol").text());
          var owner = new Owner(entry, address, Visibility.of(entry), isTcp(protocol));
          add(owners, address.text(), port.at("number"), owner);
        }
      }
    }
    owners.forEach((place, all) -> check(place, all, findings));
  }

  private static void add(Map<Place, List<Owner>> owners, String address, Part port, Owner owner) {
    owners.computeIfAbsent(new Place(address, port.text()), key -> new ArrayList<>()).add(owner);
  }

  private static Protocol protocol(Part port) {
    return Protocol.ofServicePort(
        port.at("port").number().orElse(0),
        port.at("protocol").text(),
        port.at("name").text(),
        port.at("appProtocol").text());
  }

  private static boolean isTcp(Protocol protocol) {
    return protocol.isTcp() && !NAMED.contains(protocol);
  }

  /** The first by name is shown as the other side of all that meet it. */
  private static void check(Place place, List<Owner> all, Findings findings) {
    if (all.size() < 2) {
      return;
    }
    for (var index = 1; index < all.size(); index++) {
      var later = all.get(index);
      var first = all.subList(0, index).stream().filter(later::meets).findFirst();
      if (first.isPresent()) {
        var other = first.get().object();
        findings.add(
            Code.OVERLAPPING_ADDRESSES,
            later.object(),
            later.at(),
            "Address %s and port %s also belong to %s (%s); connections cannot be told apart and one of the two gets them all"
                .formatted(place.address(), place.port(), other.display(), other.place()));
      }
    }
  }
}
