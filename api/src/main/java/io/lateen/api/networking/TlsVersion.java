// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** Versions of TLS. */
public enum TlsVersion {
  /** The default. */
  TLS_AUTO,
  /** TLS 1.0. */
  TLSV1_0,
  /** TLS 1.1. */
  TLSV1_1,
  /** TLS 1.2. */
  TLSV1_2,
  /** TLS 1.3. */
  TLSV1_3
}
