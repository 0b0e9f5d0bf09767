// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

/**
 * A secret text that does not show itself.
 *
 * @param value the text; empty for none
 */
public record AccessToken(String value) {

  @Override
  public String toString() {
    return value.isEmpty() ? "AccessToken[]" : "AccessToken[hidden]";
  }
}
