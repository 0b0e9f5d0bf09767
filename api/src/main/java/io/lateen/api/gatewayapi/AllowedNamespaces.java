// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.meshconfig.LabelSelector;
import java.util.Optional;

/**
 * From which namespaces objects may be attached.
 *
 * @param from which
 * @param selector for {@link From#SELECTOR}; then never absent
 */
public record AllowedNamespaces(From from, Optional<LabelSelector> selector) {

  /** Which namespaces. */
  public enum From {
    /** None. */
    NONE,
    /** That of the object itself. */
    SAME,
    /** Any. */
    ALL,
    /** Those with some labels. */
    SELECTOR
  }

  /** Only its own namespace. */
  public static final AllowedNamespaces SAME = new AllowedNamespaces(From.SAME, Optional.empty());

  /** No namespace. */
  public static final AllowedNamespaces NONE = new AllowedNamespaces(From.NONE, Optional.empty());
}
