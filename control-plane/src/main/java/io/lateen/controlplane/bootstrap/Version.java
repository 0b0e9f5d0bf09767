// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import java.util.Optional;

/** The version of this program, as Maven wrote it into the manifest. */
final class Version {

  private Version() {}

  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }
}
