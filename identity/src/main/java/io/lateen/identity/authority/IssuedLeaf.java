// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.Svid;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that was signed just now, as it goes over the wire. Nothing has parsed it again.
 *
 * @param id what it calls its holder
 * @param chain DER, leaf first, without the root; not to be changed
 * @param serial the number under which its issuer knows it
 * @param notAfter last instant of validity
 */
public record IssuedLeaf(SpiffeId id, List<byte[]> chain, BigInteger serial, Instant notAfter) {

  /** Copies the list, not the certificates. */
  public IssuedLeaf {
    chain = List.copyOf(chain);
  }

  /** The chain in parsed form. */
  public Svid svid() {
    try {
      return Svid.fromDer(chain);
    } catch (CertificateException e) {
      throw new IllegalStateException("the authority issued what it would not accept", e);
    }
  }

  /** The name, the serial number and the end: what logs may say. */
  @Override
  public String toString() {
    return id + " serial " + serial.toString(16) + " until " + notAfter;
  }
}
