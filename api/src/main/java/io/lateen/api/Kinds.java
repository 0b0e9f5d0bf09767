// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

/** Placeholder until the table lands. */
public final class Kinds {
  private Kinds() {}
}
