// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

/**
 * A virtual host that somebody wants to be in a route configuration.
 *
 * @param name unique; of several claims the first gets it
 * @param domains host names that it would answer to
 * @param merged whether it goes before all that are not, since VirtualServices are put together
 */
public record HostClaim(
    String name, Domains domains, VirtualHostSet.Routes routes, boolean merged) {

  /** Whether both want the same names, whatever their routes. */
  public boolean wantsTheSame(HostClaim other) {
    return name.equals(other.name) && domains.equals(other.domains) && merged == other.merged;
  }
}
