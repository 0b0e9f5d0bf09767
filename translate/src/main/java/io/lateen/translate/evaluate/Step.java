// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

/**
 * One decision on the way of a call.
 *
 * @param what which decision
 * @param name what was chosen, as Envoy names it; may be empty
 * @param place the part of the resource that decided
 * @param why a sentence for people
 */
public record Step(What what, String name, Place place, String why) {

  /** The decisions, in the order in which they are made. */
  public enum What {
    LISTENER("listener"),
    FILTER_CHAIN("filterChain"),
    TLS("tls"),
    POLICY("policy"),
    ROUTE_CONFIG("routeConfig"),
    VIRTUAL_HOST("virtualHost"),
    ROUTE("route"),
    CLUSTER("cluster"),
    ENDPOINTS("endpoints");

    private final String wireName;

    What(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /**
   * A part of a resource.
   *
   * @param type type URL of the resource; empty when no resource decided
   * @param resource its name
   * @param part the part in the resource's {@code Provenance}; empty for the whole
   * @param config metadata path of the object behind it as Envoy carries it; empty for none
   */
  public record Place(String type, String resource, String part, String config) {

    /** No resource at all. */
    public static final Place NOWHERE = new Place("", "", "", "");
  }
}
