// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.state;

import java.util.Optional;

/** The version of this program, as Maven wrote it into the manifest. */
public final class ClientVersion {

  private ClientVersion() {}

  /** The version, or {@code dev} when run from classes. */
  public static String text() {
    return Optional.ofNullable(ClientVersion.class.getPackage().getImplementationVersion())
        .orElse("dev");
  }
}
