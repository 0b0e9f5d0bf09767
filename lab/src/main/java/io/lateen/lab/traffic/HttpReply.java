// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import java.util.Map;
import java.util.Optional;

/**
 * One answer.
 *
 * @param headers names in lower case; of equal names the last
 * @param body as UTF-8
 */
public record HttpReply(int status, Map<String, String> headers, String body) {

  /** A header; {@code name} in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
