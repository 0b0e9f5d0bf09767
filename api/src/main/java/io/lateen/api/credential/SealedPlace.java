// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

/**
 * Where a sealed value belongs: moved to another place it is worthless.
 *
 * @param namespace of the Secret
 * @param name of the Secret
 * @param field key among its data, as in {@code tls.key}
 */
public record SealedPlace(String namespace, String name, String field) {

  /** {@code NAMESPACE/NAME/FIELD}; none of the three contains a slash or a colon. */
  public String text() {
    return namespace + "/" + name + "/" + field;
  }
}
