// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

/** Which connections are accepted. */
public enum MtlsMode {
  /** Inherited from the level above; permissive at the top. */
  UNSET,
  /** Plain text. */
  DISABLE,
  /** Plain text and mutual TLS. */
  PERMISSIVE,
  /** Mutual TLS. */
  STRICT
}
