// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.nametable;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import java.util.List;

/**
 * The names that the agent's DNS server answers for a proxy.
 *
 * @param entries in the order of their hosts, each host once
 */
public record NameTableKey(List<Entry> entries) implements ResourceKey {

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

  public NameTableKey {
    entries = List.copyOf(entries);
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
