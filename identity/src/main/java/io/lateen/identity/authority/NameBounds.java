// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.TrustDomain;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * For which identities an authority may sign, as its certificates say it: name constraints on the
 * host of URIs (RFC 5280, section 4.2.1.10), which is where an identity has its trust domain. Names
 * of other kinds stay free. Pure.
 */
final class NameBounds {

  /** A host as constraints know it; other trust domains, such as {@code a_b}, have no bound. */
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)*[a-z]([a-z0-9-]*[a-z0-9])?");

  private static final GeneralSubtree[] NONE = {};

  private NameBounds() {}

  /** That identities are of {@code domain}; empty when constraints cannot name it. */
  static Optional<NameConstraints> to(TrustDomain domain) {
    if (!HOST.matcher(domain.name()).matches()) {
      return Optional.empty();
    }
    var host = new GeneralName(GeneralName.uniformResourceIdentifier, domain.name());
    return Optional.of(new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(host)}, null));
  }

  /**
   * Whether certificates of authorities, together, let identities of a trust domain pass.
   *
   * @param authorities in any order; what one of them forbids is forbidden
   */
  static boolean permit(List<X509Certificate> authorities, TrustDomain domain) {
    var identity =
        new GeneralName(
            GeneralName.uniformResourceIdentifier, "spiffe://" + domain + "/ns/any/sa/any");
    try {
      var validator = validator(authorities);
      validator.checkPermitted(identity);
      validator.checkExcluded(identity);
      return true;
    } catch (NameConstraintValidatorException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * @throws IllegalArgumentException if a constraint cannot be read
   */
  private static PKIXNameConstraintValidator validator(List<X509Certificate> authorities) {
    var validator = new PKIXNameConstraintValidator();
    for (var authority : authorities) {
      var written = authority.getExtensionValue(Extension.nameConstraints.getId());
      if (written != null) {
        var bounds = NameConstraints.getInstance(ASN1OctetString.getInstance(written).getOctets());
        if (bounds.getPermittedSubtrees() != null) {
          validator.intersectPermittedSubtree(bounds.getPermittedSubtrees());
        }
        for (var excluded : Optional.ofNullable(bounds.getExcludedSubtrees()).orElse(NONE)) {
          validator.addExcludedSubtree(excluded);
        }
      }
    }
    return validator;
  }
}
