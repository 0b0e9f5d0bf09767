// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in its object, as in {@code http[0].timeout}; spelled only when somebody
 * asks, for most values are read and never named. Immutable.
 */
final class FieldPath {

  /** The object itself; spelled as nothing. */
  static final FieldPath ROOT = new FieldPath(null, "", -1);

  private final @Nullable FieldPath parent;

  /**
   * What the path begins with when there is no parent, else a field's name unless it is an item.
   */
  private final String name;

  /** Which item of a list, from 0; negative for a field. */
  private final int index;

  private FieldPath(@Nullable FieldPath parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** A place that is spelled as {@code text}. */
  static FieldPath of(String text) {
    return text.isEmpty() ? ROOT : new FieldPath(null, text, -1);
  }

  /** A field of what stands here. */
  FieldPath field(String field) {
    return new FieldPath(this, field, -1);
  }

  /** An item of the list that stands here. */
  FieldPath item(int item) {
    return new FieldPath(this, "", item);
  }

  private void spell(StringBuilder text) {
    if (parent == null) {
      text.append(name);
      return;
    }
    parent.spell(text);
    if (index >= 0) {
      text.append('[').append(index).append(']');
    } else if (!FieldNames.isPlain(name)) {
      text.append('[').append(Json.quoted(name)).append(']');
    } else {
      text.append(text.isEmpty() ? "" : ".").append(name);
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    spell(text);
    return text.toString();
  }
}
