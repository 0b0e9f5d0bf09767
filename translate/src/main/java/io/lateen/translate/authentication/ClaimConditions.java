// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authentication;

import io.envoyproxy.envoy.type.matcher.v3.ListMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher.PathSegment;
import io.envoyproxy.envoy.type.matcher.v3.OrMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.List;

/** Conditions on what a verified token says, from the metadata that the token filter leaves. */
public final class ClaimConditions {

  /** Where the token filter puts the claims (Istio: filters.EnvoyJwtFilterPayload). */
  public static final String PAYLOAD = "payload";

  private ClaimConditions() {}

  /**
   * A claim that meets the condition.
   *
   * @param claim the claim's name below those of the objects that hold it
   */
  public static MetadataMatcher of(List<String> claim, ValueMatcher value) {
    var matcher =
        MetadataMatcher.newBuilder().setFilter(EnvoyNames.JWT_AUTHN).addPath(segment(PAYLOAD));
    claim.forEach(name -> matcher.addPath(segment(name)));
    return matcher.setValue(value).build();
  }

  /** A claim that meets the condition, or lists something that does. */
  public static MetadataMatcher textOrList(List<String> claim, ValueMatcher text) {
    var listed = ValueMatcher.newBuilder().setListMatch(ListMatcher.newBuilder().setOneOf(text));
    var either = OrMatcher.newBuilder().addValueMatchers(listed).addValueMatchers(text);
    return of(claim, ValueMatcher.newBuilder().setOrMatch(either).build());
  }

  private static PathSegment segment(String key) {
    return PathSegment.newBuilder().setKey(key).build();
  }
}
