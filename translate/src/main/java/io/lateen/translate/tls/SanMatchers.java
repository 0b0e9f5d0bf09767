// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.translate.envoy.Addresses;
import java.util.List;

/**
 * Checks of the peer's names. Istio still writes the deprecated untyped list, which accepts a name
 * of any kind; here every name is tied to its kind, which says the same for correct certificates.
 */
final class SanMatchers {

  private static final String URI_MARK = "://";

  private SanMatchers() {}

  /** Accepts a certificate that carries one of the names; no names accept every certificate. */
  static CertificateValidationContext exactly(List<String> names) {
    var context = CertificateValidationContext.newBuilder();
    for (var name : names) {
      var match = StringMatcher.newBuilder().setExact(name).build();
      context.addMatchTypedSubjectAltNames(matcher(kind(name), match));
    }
    return context.build();
  }

  private static SubjectAltNameMatcher.SanType kind(String name) {
    if (name.contains(URI_MARK)) {
      return SubjectAltNameMatcher.SanType.URI;
    }
    if (name.indexOf('@') > 0) {
      return SubjectAltNameMatcher.SanType.EMAIL;
    }
    return Addresses.isIp(name)
        ? SubjectAltNameMatcher.SanType.IP_ADDRESS
        : SubjectAltNameMatcher.SanType.DNS;
  }

  /** Accepts workloads of the trust domains. */
  static CertificateValidationContext ofTrustDomains(List<String> trustDomains) {
    var context = CertificateValidationContext.newBuilder();
    for (var domain : trustDomains) {
      var match = StringMatcher.newBuilder().setPrefix("spiffe://" + domain + "/").build();
      context.addMatchTypedSubjectAltNames(matcher(SubjectAltNameMatcher.SanType.URI, match));
    }
    return context.build();
  }

  private static SubjectAltNameMatcher matcher(
      SubjectAltNameMatcher.SanType type, StringMatcher match) {
    return SubjectAltNameMatcher.newBuilder().setSanType(type).setMatcher(match).build();
  }
}
