// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.wire;

import java.util.List;

/** What the first bytes of a segment show to anyone on the wire. */
sealed interface Payload {

  /**
   * A TLS ClientHello (RFC 8446, 4.1.2).
   *
   * @param serverName empty when not sent
   * @param applications ALPN names
   */
  record ClientHello(String serverName, List<String> applications) implements Payload {}

  /**
   * A TLS ServerHello (RFC 8446, 4.1.3).
   *
   * @param version the version chosen: 0x0304 is TLS 1.3, 0x0303 is TLS 1.2
   */
  record ServerHello(int version) implements Payload {}

  /**
   * Another TLS record.
   *
   * @param encrypted whether it is of type application data
   */
  record TlsRecord(boolean encrypted) implements Payload {}

  /**
   * HTTP that anyone can read.
   *
   * @param firstLine at most 80 characters
   */
  record PlainHttp(String firstLine) implements Payload {}

  /** The middle of something, or nothing. */
  record Other() implements Payload {}
}
