// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

/** Estimates for cutting responses; never exact, never too small by more than a few bytes. */
final class WireSizes {

  /** Type URL, version, tags and lengths of one resource. */
  private static final int RESOURCE_OVERHEAD = 128;

  private WireSizes() {}

  static int overhead(String name) {
    return RESOURCE_OVERHEAD + name.length();
  }
}
