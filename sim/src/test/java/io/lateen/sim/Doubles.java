// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.lateen.xds.resource.ViewSource;

/** Where a test puts something broken between the parts, to see that the invariants find it. */
interface Doubles {

  /** Nothing is broken. */
  Doubles NONE = new Doubles() {};

  /** What proxies get. */
  default ViewSource views(ViewSource real) {
    return real;
  }

  /** Whether proxies forget the answers that they owe. */
  default boolean proxiesForget() {
    return false;
  }
}
