// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.gatewayapi.BackendTlsPolicy;
import io.lateen.api.gatewayapi.BackendTlsPolicy.Target;
import io.lateen.base.decode.ObjectReader;

/** Decodes BackendTLSPolicies (gateway-api: apis/v1/backendtlspolicy_types.go). */
public final class BackendTlsPolicyDecoder implements SpecDecoder<BackendTlsPolicy> {

  private static final int MAX_TARGETS = 16;

  @Override
  public BackendTlsPolicy decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    Names.atMost(in, "targetRefs", MAX_TARGETS);
    var targets = in.objects("targetRefs", BackendTlsPolicyDecoder::target);
    if (targets.isEmpty()) {
      in.error("targetRefs", "is required");
    }
    var validation = in.part("validation");
    if (!validation.has("hostname")) {
      validation.error("hostname", "is required");
    }
    var policy =
        new BackendTlsPolicy(
            targets,
            Names.preciseHostname(validation, "hostname"),
            validation.objects("subjectAltNames", BackendTlsPolicyDecoder::name),
            validation.objects("caCertificateRefs", ref -> References.object(ref, "")));
    boolean known = validation.has("wellKnownCACertificates");
    if (known && !validation.string("wellKnownCACertificates").equals("System")) {
      validation.error("wellKnownCACertificates", "must be System");
    }
    if (known == !policy.authorities().isEmpty()) {
      validation.error("exactly one of caCertificateRefs and wellKnownCACertificates is required");
    }
    if (policy.authorities().size() > 1) {
      validation.warning("caCertificateRefs", "only the first one counts, as in Istio", "");
    }
    validation.done();
    in.ignore("options");
    in.done();
    return policy;
  }

  private static Target target(ObjectReader in) {
    var section = in.string("sectionName");
    var line = in.line();
    in.ignore("sectionName");
    return new Target(References.object(in, ""), section, line);
  }

  private static String name(ObjectReader in) {
    var type = Names.choice(in, "type", "Hostname", "URI");
    var host = in.string("hostname");
    var uri = in.string("uri");
    in.done();
    if (type.equals("URI") == uri.isEmpty() || type.equals("Hostname") == host.isEmpty()) {
      in.error("type", "needs the one field that belongs to it");
    }
    return type.equals("URI") ? uri : host;
  }
}
