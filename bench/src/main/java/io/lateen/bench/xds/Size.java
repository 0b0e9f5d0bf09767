// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.Locale;

/** How much there is of everything when every proxy has the whole configuration. */
enum Size {
  A(1_000, 100),
  B(2_000, 300),
  C(10_000, 30),
  D(1_000, 1_000);

  /** Of each service. */
  static final int ENDPOINTS = 10;

  /** The first ones run code that is new, so there are enough of them to see what comes after. */
  static final int ENDPOINT_EDITS = 40;

  static final int ROUTE_EDITS = 10;

  /** Edits of annotations. */
  static final int EMPTY_EDITS = 10;

  private final int services;
  private final int proxies;

  Size(int services, int proxies) {
    this.services = services;
    this.proxies = proxies;
  }

  int services() {
    return services;
  }

  int proxies() {
    return proxies;
  }

  /** As on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
