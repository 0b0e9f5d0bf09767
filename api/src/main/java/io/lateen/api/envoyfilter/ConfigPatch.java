// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.envoyfilter;

import io.lateen.base.decode.Node;
import java.util.Optional;

/**
 * One change.
 *
 * @param applyTo kind of thing that is changed
 * @param context which side of which proxies
 * @param proxy condition on the proxy
 * @param match condition on the thing; absent for all of its kind
 * @param operation what happens to it
 * @param filterClass place of an added filter among the others
 * @param value the new thing or part of it, in Envoy's JSON form; absent for {@link
 *     Operation#REMOVE}
 * @param line 1-based line of the document
 */
public record ConfigPatch(
    ApplyTo applyTo,
    Context context,
    Optional<ProxyMatch> proxy,
    Optional<ObjectMatch> match,
    Operation operation,
    FilterClass filterClass,
    Optional<Node.Mapping> value,
    int line) {

  /** Which side of which proxies. */
  public enum Context {
    /** All. */
    ANY,
    /** What sidecars take in. */
    SIDECAR_INBOUND,
    /** What sidecars send out. */
    SIDECAR_OUTBOUND,
    /** Gateways. */
    GATEWAY,
    /** Waypoints. */
    WAYPOINT
  }

  /** What happens to the thing. */
  public enum Operation {
    /** Not written; refused. */
    INVALID,
    /** It is merged with the value. */
    MERGE,
    /** The value is added to the list. */
    ADD,
    /** It is removed. */
    REMOVE,
    /** The value is inserted before it. */
    INSERT_BEFORE,
    /** The value is inserted after it. */
    INSERT_AFTER,
    /** The value is inserted before all. */
    INSERT_FIRST,
    /** It is replaced by the value. */
    REPLACE,
    /** It is merged with the value, lists are replaced. */
    MERGE_AND_REPLACE_LIST
  }

  /** Place of an added filter. */
  public enum FilterClass {
    /** Wherever the operation says. */
    UNSPECIFIED,
    /** After the authentication filters. */
    AUTHN,
    /** After the authorization filters. */
    AUTHZ,
    /** Before the statistics filters. */
    STATS
  }
}
