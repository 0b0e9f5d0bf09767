// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.type.matcher.v3.ListMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.OrMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.lateen.translate.authentication.ClaimConditions;
import java.util.List;

/** What a verified token says, from the metadata that the token filter leaves. */
final class Claims {

  private Claims() {}

  /** A claim that is, or lists, one of the values. */
  static MetadataMatcher anyOf(List<String> claim, List<String> values) {
    var one = either(values.stream().map(Claims::text).toList());
    return ClaimConditions.textOrList(claim, one);
  }

  /** The identity that a token speaks for, {@code ISSUER/SUBJECT}; issuers may contain slashes. */
  static Principal principal(String value) {
    int slash = value.lastIndexOf('/');
    var issuer = slash < 0 ? value : value.substring(0, slash);
    var subject = slash < 0 ? "" : value.substring(slash + 1);
    if (value.equals(Patterns.ANY)) {
      return identity(Patterns.notEmpty(), Patterns.notEmpty());
    }
    if (slash < 0 && value.startsWith(Patterns.ANY)) {
      return identity(Patterns.notEmpty(), Patterns.text(value));
    }
    if (slash < 0 && value.endsWith(Patterns.ANY)) {
      return identity(Patterns.text(value), Patterns.notEmpty());
    }
    if (value.startsWith(Patterns.ANY)) {
      return identity(Patterns.text(issuer), exact(subject));
    }
    if (value.endsWith(Patterns.ANY)) {
      return identity(exact(issuer), Patterns.text(subject));
    }
    return identity(exact(issuer), exact(subject));
  }

  /** Metadata of any filter. */
  static MetadataMatcher metadata(String filter, String key, ValueMatcher value) {
    return MetadataMatcher.newBuilder()
        .setFilter(filter)
        .addPath(segment(key))
        .setValue(value)
        .build();
  }

  static ValueMatcher text(String value) {
    return ValueMatcher.newBuilder().setStringMatch(Patterns.text(value)).build();
  }

  /** One of the elements of a list. */
  static ValueMatcher element(String value) {
    return ValueMatcher.newBuilder()
        .setListMatch(ListMatcher.newBuilder().setOneOf(text(value)))
        .build();
  }

  static ValueMatcher either(List<ValueMatcher> values) {
    return values.size() == 1
        ? values.getFirst()
        : ValueMatcher.newBuilder()
            .setOrMatch(OrMatcher.newBuilder().addAllValueMatchers(values))
            .build();
  }

  private static Principal identity(StringMatcher issuer, StringMatcher subject) {
    return Principals.all(
        List.of(
            Principals.metadata(ClaimConditions.of(List.of("iss"), value(issuer))),
            Principals.metadata(ClaimConditions.of(List.of("sub"), value(subject)))));
  }

  private static ValueMatcher value(StringMatcher matcher) {
    return ValueMatcher.newBuilder().setStringMatch(matcher).build();
  }

  private static StringMatcher exact(String value) {
    return StringMatcher.newBuilder().setExact(value).build();
  }

  private static MetadataMatcher.PathSegment segment(String key) {
    return MetadataMatcher.PathSegment.newBuilder().setKey(key).build();
  }
}
