// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.base.net.AddressRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator allows when keys are fetched.
 *
 * @param allowHttp whether keys may come without TLS, so that anybody on the way can change them
 * @param allowedAddresses blocks of internal addresses that may be asked nevertheless
 * @param authorities file with the authorities of servers, as PEM; those of Java when absent
 */
public record KeySetSettings(
    boolean allowHttp, List<AddressRange> allowedAddresses, Optional<Path> authorities) {

  /** Only https, only public addresses. */
  public static final KeySetSettings STRICT =
      new KeySetSettings(false, List.of(), Optional.empty());

  public KeySetSettings {
    allowedAddresses = List.copyOf(allowedAddresses);
  }
}
