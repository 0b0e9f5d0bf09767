// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * How one resource of a stream stands.
 *
 * @param sync {@code STALE} while an answer is outstanding or newer content waits, {@code NACKED}
 *     while the newest content stands refused
 * @param version what the client was sent last or said that it has; empty when that is unknown
 * @param refused the version that stands refused
 * @param content the encoded message that the client was sent last; empty when it is unknown
 */
public record ResourceReport(
    String typeUrl,
    String name,
    TypeReport.Sync sync,
    String version,
    Optional<String> refused,
    ByteString content) {

  /** Not the content, which may be private to a tenant. */
  @Override
  public String toString() {
    return typeUrl + " " + name + "@" + version + " " + sync;
  }
}
