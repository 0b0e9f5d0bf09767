// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** The body of a direct response. */
public sealed interface ResponseBody {

  /**
   * Text.
   *
   * @param value the text, sent as UTF-8
   */
  record Text(String value) implements ResponseBody {}

  /**
   * Bytes.
   *
   * @param base64 the bytes in Base64 (RFC 4648 §4)
   */
  record Binary(String base64) implements ResponseBody {}
}
