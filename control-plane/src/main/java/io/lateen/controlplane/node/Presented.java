// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Context;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.SecretText;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What a caller shows who asks for a first certificate.
 *
 * @param certificate of its connection, whose signatures the TLS handshake has checked; it may have
 *     expired since
 * @param bearer text of the header {@code authorization} after the scheme
 * @param address from which it calls
 */
public record Presented(
    Optional<Svid> certificate, Optional<SecretText> bearer, InetAddress address) {

  static final Context.Key<Presented> KEY = Context.key("presented");

  /** What the caller of the current call shows; empty on other threads. */
  public static Optional<Presented> current() {
    return Optional.ofNullable(KEY.get());
  }
}
