// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.google.re2j.Pattern;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;

/**
 * Path templates: {@code *} is one segment, {@code **} any number of them, {@code {name}} and
 * {@code {name=…}} give either a name (Envoy:
 * source/extensions/path/uri_template_lib/uri_template_internal.cc).
 */
final class PathTemplate {

  private static final String SEGMENT = "[a-zA-Z0-9-._~%!$&'()+,;:@]+";
  private static final String SEGMENTS = "[a-zA-Z0-9-._~%!$&'()+,;:@/]*";

  private PathTemplate() {}

  /** The only field of UriTemplateMatchConfig has the number of StringValue's. */
  static boolean holds(TypedExtensionConfig policy, String path) {
    if (!policy.getTypedConfig().getTypeUrl().endsWith("UriTemplateMatchConfig")) {
      return false;
    }
    try {
      var template = StringValue.parseFrom(policy.getTypedConfig().getValue()).getValue();
      return TextMatch.regex(pattern(template), path);
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  static String pattern(String template) {
    var pattern = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c == '{') {
        int end = template.indexOf('}', at);
        if (end < 0) {
          return Pattern.quote(template);
        }
        int equals = template.indexOf('=', at);
        boolean typed = equals >= 0 && equals < end;
        pattern.append(typed ? pattern(template.substring(equals + 1, end)) : SEGMENT);
        at = end + 1;
      } else if (template.startsWith("**", at)) {
        pattern.append(SEGMENTS);
        at += 2;
      } else {
        pattern.append(c == '*' ? SEGMENT : Pattern.quote(String.valueOf(c)));
        at++;
      }
    }
    return pattern.toString();
  }
}
