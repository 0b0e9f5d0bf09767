// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/** Decodes encryption towards a host (rules: pkg/config/validation/agent ValidateTLS). */
public final class ClientTlsDecoder {

  private static final String CONFIG_MAP = "configmap://";

  private ClientTlsDecoder() {}

  /**
   * Encryption towards a host.
   *
   * @param namespace namespace of the object, to which its credentials belong; empty without
   */
  public static ClientTls decode(ObjectReader in, String namespace) {
    var tls =
        new ClientTls(
            in.enumeration("mode", ClientTlsMode.DISABLE),
            in.string("clientCertificate"),
            in.string("privateKey"),
            in.string("caCertificates"),
            in.string("credentialName"),
            in.strings("subjectAltNames"),
            in.string("sni"),
            in.optionalBool("insecureSkipVerify"),
            in.string("caCrl"));
    in.done();
    checkSkipVerify(in, tls);
    checkSources(in, tls);
    checkConfigMap(in, tls.credentialName(), namespace);
    return tls;
  }

  private static void checkSkipVerify(ObjectReader in, ClientTls tls) {
    if (!tls.insecureSkipVerify().orElse(false)) {
      return;
    }
    var simple = tls.mode() == ClientTlsMode.SIMPLE;
    var checked = simple || tls.mode() == ClientTlsMode.MUTUAL;
    if (checked && (!tls.caCertificates().isEmpty() || in.has("subjectAltNames"))) {
      in.error(
          "insecureSkipVerify",
          "nothing is verified, so caCertificates and subjectAltNames" + " cannot be set");
    }
    if (simple && !tls.credentialName().isEmpty()) {
      in.error("insecureSkipVerify", "nothing is verified, so credentialName cannot be set");
    }
  }

  private static void checkSources(ObjectReader in, ClientTls tls) {
    var usesFiles = tls.mode() == ClientTlsMode.SIMPLE || tls.mode() == ClientTlsMode.MUTUAL;
    if (usesFiles && !tls.credentialName().isEmpty()) {
      for (var field : List.of("clientCertificate", "privateKey", "caCertificates", "caCrl")) {
        if (!in.string(field).isEmpty()) {
          in.error(field, "cannot stand beside credentialName");
        }
      }
    } else if (tls.mode() == ClientTlsMode.MUTUAL) {
      if (tls.clientCertificate().isEmpty()) {
        in.error("clientCertificate", "is required for MUTUAL");
      }
      if (tls.privateKey().isEmpty()) {
        in.error("privateKey", "is required for MUTUAL");
      }
    }
  }

  /**
   * {@code configmap://NAMESPACE/NAME} of the own namespace; nobody would find another (Istio:
   * pilot/pkg/model/credentials/resource.go ParseResourceName).
   */
  private static void checkConfigMap(ObjectReader in, String credential, String namespace) {
    if (!credential.startsWith(CONFIG_MAP)) {
      return;
    }
    if (namespace.isEmpty()) {
      in.error(
          "credentialName",
          "cannot be a ConfigMap: the settings of the mesh have no namespace",
          "name a file of the proxies in caCertificates");
      return;
    }
    var parts = credential.substring(CONFIG_MAP.length()).split("/", -1);
    if (parts.length != 2 || !parts[0].equals(namespace) || parts[1].isEmpty()) {
      in.error(
          "credentialName",
          "must be a ConfigMap of the namespace " + namespace,
          "write configmap://" + namespace + "/NAME");
    }
  }
}
