// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.Locale;

/** How much there is of everything when every proxy has the whole configuration. */
enum Size {
  A(1_000, 100, 10),
  B(2_000, 300, 10),
  C(10_000, 30, 10),
  D(1_000, 1_000, 10),
  E(10_000, 1_000, 2);

  /** Of each service. */
  static final int ENDPOINTS = 10;

  /** The first ones run code that is new, so there are enough of them to see what comes after. */
  static final int ENDPOINT_EDITS = 40;

  /** Edits of annotations. */
  static final int EMPTY_EDITS = 10;

  private final int services;
  private final int proxies;
  private final int routeEdits;

  Size(int services, int proxies, int routeEdits) {
    this.services = services;
    this.proxies = proxies;
    this.routeEdits = routeEdits;
  }

  int services() {
    return services;
  }

  int proxies() {
    return proxies;
  }

  /** Each sends a whole route configuration to every proxy, which is 5 GB at the largest size. */
  int routeEdits() {
    return routeEdits;
  }

  /** As on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
