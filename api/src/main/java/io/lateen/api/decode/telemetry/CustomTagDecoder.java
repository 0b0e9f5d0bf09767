// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.telemetry;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.telemetry.CustomTag;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decodes tags of traces, of telemetry and of the settings of proxies. */
public final class CustomTagDecoder {

  private CustomTagDecoder() {}

  /** The tags in the field {@code customTags}, by name. */
  public static Map<String, CustomTag> tags(ObjectReader in) {
    var tags = new TreeMap<String, CustomTag>();
    in.map("customTags")
        .forEach(
            (name, value) -> {
              if (name.isEmpty()) {
                value.error("the name of a tag must not be empty");
              }
              value.object().flatMap(CustomTagDecoder::tag).ifPresent(tag -> tags.put(name, tag));
            });
    return tags;
  }

  private static Optional<CustomTag> tag(ObjectReader in) {
    Checked.atMostOne(in, "literal", "environment", "header", "formatter");
    Optional<CustomTag> literal = in.object("literal", part -> new CustomTag.Literal(value(part)));
    Optional<CustomTag> environment =
        in.object(
            "environment",
            part -> {
              var tag =
                  new CustomTag.Environment(
                      part.requiredString("name"), part.string("defaultValue"));
              part.done();
              return tag;
            });
    Optional<CustomTag> header =
        in.object(
            "header",
            part -> {
              var tag =
                  new CustomTag.Header(part.requiredString("name"), part.string("defaultValue"));
              part.done();
              return tag;
            });
    Optional<CustomTag> formatter =
        in.object("formatter", part -> new CustomTag.Formatter(value(part)));
    in.done();
    return literal.or(() -> environment).or(() -> header).or(() -> formatter);
  }

  private static String value(ObjectReader in) {
    var value = in.requiredString("value");
    in.done();
    return value;
  }
}
