// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

/**
 * Why Envoy would refuse a message.
 *
 * @param path field inside it, as in {@code virtual_hosts[0].domains}
 * @param reason a phrase without a full stop
 */
public record Finding(String path, String reason) {

  @Override
  public String toString() {
    return path.isEmpty() ? reason : path + " " + reason;
  }
}
