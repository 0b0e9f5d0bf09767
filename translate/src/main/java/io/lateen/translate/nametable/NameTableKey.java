// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.nametable;

import io.lateen.base.map.DiffMap;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import java.util.Comparator;
import java.util.List;

/**
 * The names that the agent's DNS server answers for a proxy.
 *
 * @param entries in the order of their hosts; of several for a host the first counts
 */
public record NameTableKey(DiffMap<Slot, Entry> entries) implements ResourceKey {

  /** The only resource of its type has this name. */
  public static final String NAME = "name-table";

  /**
   * One name.
   *
   * @param host fully qualified, or {@code *.} and a suffix
   * @param addresses never empty
   * @param kubernetes whether a Kubernetes Service declares it: then short forms work too
   * @param shortName the Service's name; empty for others
   */
  public record Entry(
      String host, List<String> addresses, boolean kubernetes, String shortName, String namespace) {

    public Entry {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * The place of a name among others: a service's own name goes before one of an endpoint.
   *
   * @param service host of the service that brings the name
   */
  public record Slot(String host, boolean ofEndpoint, String service) implements Comparable<Slot> {

    private static final Comparator<Slot> ORDER =
        Comparator.comparing(Slot::host)
            .thenComparing(Slot::ofEndpoint)
            .thenComparing(Slot::service);

    /** The place of a name that a service brings. */
    public static Slot of(Entry entry, String service) {
      return new Slot(entry.host(), !entry.host().equals(service), service);
    }

    @Override
    public int compareTo(Slot other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public String resourceName() {
    return NAME;
  }

  @Override
  public Provenance provenance() {
    return Provenance.BUILT_IN;
  }
}
