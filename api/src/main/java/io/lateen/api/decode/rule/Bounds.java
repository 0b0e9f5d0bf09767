// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads texts and lists whose size is bounded by the schema of their kind (istio CRD). */
public final class Bounds {

  private Bounds() {}

  /** A text; when it is there, it must have from {@code min} to {@code max} characters. */
  public static String text(ObjectReader in, String field, int min, int max) {
    return in.value(field).map(value -> text(value, min, max)).orElse("");
  }

  private static String text(Value value, int min, int max) {
    var text = value.string();
    text.ifPresent(written -> checkLength(value, written, min, max));
    return text.orElse("");
  }

  /** A text that must be there, of at most {@code max} characters. */
  public static String required(ObjectReader in, String field, int max) {
    var text = in.requiredString(field);
    in.value(field).ifPresent(value -> checkLength(value, text, 0, max));
    return text;
  }

  /** A text that must be there and match a pattern as a whole. */
  public static String required(ObjectReader in, String field, int max, Pattern pattern) {
    var text = required(in, field, max);
    if (!text.isEmpty() && !pattern.matcher(text).matches()) {
      in.error(field, "\"" + text + "\" must match " + pattern.pattern());
    }
    return text;
  }

  /** Texts of from {@code min} to {@code max} characters, at most {@code maxItems} of them. */
  public static List<String> texts(ObjectReader in, String field, int min, int max, int maxItems) {
    var texts = new ArrayList<String>();
    for (var item : in.items(field)) {
      texts.add(text(item, min, max));
    }
    items(in, field, maxItems);
    return texts;
  }

  /** Reports a list with more than {@code max} items. */
  public static void items(ObjectReader in, String field, int max) {
    var size = in.items(field).size();
    if (size > max) {
      in.error(field, "has %d entries, at most %d are allowed".formatted(size, max));
    }
  }

  /** Reports a map with more than {@code max} entries. */
  public static void entries(ObjectReader in, String field, int max) {
    var size = in.map(field).size();
    if (size > max) {
      in.error(field, "has %d entries, at most %d are allowed".formatted(size, max));
    }
  }

  private static void checkLength(Value value, String text, int min, int max) {
    if (text.length() < min) {
      value.error("must not be empty");
    } else if (text.length() > max) {
      value.error("has %d characters, at most %d are allowed".formatted(text.length(), max));
    }
  }
}
