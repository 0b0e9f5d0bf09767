// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.tls;

import io.lateen.identity.certificate.KeyedSvid;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The key with which an end of TLS connections says who it is. It can be replaced at any time; new
 * handshakes use the new one, open connections go on. Without a key, the end stays anonymous.
 *
 * <p>Each alias names one certain key, so a handshake that runs during a replacement never mixes
 * the chain of one with the key of the other.
 */
public final class RenewableKey extends X509ExtendedKeyManager {

  /** The key in use and the one before it, for handshakes that have begun with that. */
  private record Held(int number, @Nullable KeyedSvid current, @Nullable KeyedSvid previous) {

    Held next(KeyedSvid svid) {
      return new Held(number + 1, svid, current);
    }

    @Nullable String alias() {
      return current == null ? null : Integer.toString(number);
    }

    @Nullable KeyedSvid named(@Nullable String alias) {
      if (alias == null) {
        return null;
      }
      if (alias.equals(Integer.toString(number))) {
        return current;
      }
      return alias.equals(Integer.toString(number - 1)) ? previous : null;
    }
  }

  private volatile Held held = new Held(0, null, null);

  /** Uses {@code svid} from the next handshake on. */
  public synchronized void replace(KeyedSvid svid) {
    held = held.next(svid);
  }

  @Override
  public @Nullable X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
    var svid = held.named(alias);
    return svid == null ? null : svid.svid().chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
    var svid = held.named(alias);
    return svid == null ? null : svid.key().privateKey();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      @Nullable String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return fits(keyType) ? held.alias() : null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    if (keyTypes == null) {
      return held.alias();
    }
    for (var keyType : keyTypes) {
      if (fits(keyType)) {
        return held.alias();
      }
    }
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineClientAlias(keyTypes, issuers, null);
  }

  @Override
  public @Nullable String chooseServerAlias(
      @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public String @Nullable [] getClientAliases(
      @Nullable String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(
      @Nullable String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  private String @Nullable [] aliases(@Nullable String keyType) {
    var alias = fits(keyType) ? held.alias() : null;
    return alias == null ? null : new String[] {alias};
  }

  /** Key types are spelled EC, EC_EC or ECDSA, depending on the engine. */
  private static boolean fits(@Nullable String keyType) {
    return keyType != null && keyType.startsWith("EC");
  }
}
