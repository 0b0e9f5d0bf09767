// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

/**
 * A private value in its sealed form. Prints without it.
 *
 * @param text begins with {@link Seal#MARK}
 */
public record SealedText(String text) {

  @Override
  public String toString() {
    return "[sealed]";
  }
}
