// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.lateen.api.networking.ServerTls;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.translate.name.IstioNames;
import java.util.List;

/**
 * Names under which proxies ask for certificates and roots (Istio: pkg/security/security.go,
 * pilot/pkg/model/credentials/resource.go, pilot/pkg/security/model/authentication.go).
 */
public final class SecretNames {

  private static final String FILE_CERTIFICATE = "file-cert:";
  private static final String FILE_ROOT = "file-root:";
  private static final String FILE_SEPARATOR = "~";

  /** A secret of the proxy's own namespace. */
  private static final String SECRET = "kubernetes://";

  /** A secret of a named namespace, for the Gateway API. */
  private static final String GATEWAY_SECRET = "kubernetes-gateway://";

  private static final String CONFIG_MAP = "configmap://";

  /** The workload's own certificate under the name of a secret. */
  private static final String BUILT_IN = "builtin://";

  /** A secret that never exists: what it was meant for stays closed. */
  private static final String INVALID = "invalid://";

  private static final String ROOT_SUFFIX = "-cacert";

  private SecretNames() {}

  /** The resource behind a {@code credentialName}. */
  public static String credential(String name) {
    if (name.startsWith(BUILT_IN)) {
      return name.endsWith(ROOT_SUFFIX) ? IstioNames.SDS_ROOT : IstioNames.SDS_WORKLOAD_CERTIFICATE;
    }
    if (name.startsWith(INVALID)) {
      return INVALID;
    }
    return isSpelledOut(name) ? name : SECRET + name;
  }

  /** The resource with the authorities that belong to a {@code credentialName}. */
  public static String credentialRoot(String name) {
    return credential(name + ROOT_SUFFIX);
  }

  /** Certificate and key in files of the proxy's machine. */
  public static String files(String certificate, String key) {
    return FILE_CERTIFICATE + certificate + FILE_SEPARATOR + key;
  }

  /** Authorities in a file of the proxy's machine. */
  public static String rootFile(String path) {
    return FILE_ROOT + path;
  }

  /** Whether the agent beside the proxy has the secret, and not the control plane. */
  static boolean isLocal(String resource) {
    return resource.equals(IstioNames.SDS_WORKLOAD_CERTIFICATE)
        || resource.equals(IstioNames.SDS_ROOT)
        || resource.startsWith(FILE_CERTIFICATE)
        || resource.startsWith(FILE_ROOT);
  }

  static boolean fromSecrets(ServerTls tls) {
    return tls.mode() != ServerTlsMode.ISTIO_MUTUAL
        && !(tls.credentialName().isEmpty() && tls.credentialNames().isEmpty());
  }

  /** The Secrets with what a server shows; none for files and the workload's own certificate. */
  public static List<String> ofSecrets(ServerTls tls) {
    return fromSecrets(tls) && ends(tls) ? certificates(tls) : List.of();
  }

  /** The Secret with who may have signed the clients' certificates, where those are asked for. */
  public static List<String> ofClientRoots(ServerTls tls) {
    boolean asked =
        tls.mode() == ServerTlsMode.MUTUAL || tls.mode() == ServerTlsMode.OPTIONAL_MUTUAL;
    return fromSecrets(tls) && asked ? List.of(clientRoot(tls)) : List.of();
  }

  /** Whether TLS ends at the server. */
  private static boolean ends(ServerTls tls) {
    return tls.mode() != ServerTlsMode.PASSTHROUGH && tls.mode() != ServerTlsMode.AUTO_PASSTHROUGH;
  }

  /** What a server shows. */
  static List<String> certificates(ServerTls tls) {
    if (tls.mode() == ServerTlsMode.ISTIO_MUTUAL) {
      return List.of(IstioNames.SDS_WORKLOAD_CERTIFICATE);
    }
    if (!tls.credentialNames().isEmpty()) {
      return tls.credentialNames().stream().map(SecretNames::credential).toList();
    }
    if (!tls.credentialName().isEmpty()) {
      return List.of(credential(tls.credentialName()));
    }
    if (!tls.tlsCertificates().isEmpty()) {
      return tls.tlsCertificates().stream()
          .map(pair -> certificate(pair.serverCertificate(), pair.privateKey()))
          .toList();
    }
    return List.of(certificate(tls.serverCertificate(), tls.privateKey()));
  }

  /** Who may have signed the clients' certificates. */
  static String clientRoot(ServerTls tls) {
    if (!fromSecrets(tls)) {
      return tls.caCertificates().isEmpty() ? IstioNames.SDS_ROOT : rootFile(tls.caCertificates());
    }
    if (!tls.caCertCredentialName().isEmpty()) {
      return credential(tls.caCertCredentialName());
    }
    return credentialRoot(
        tls.credentialNames().isEmpty() ? tls.credentialName() : tls.credentialNames().getFirst());
  }

  /** Without both files the workload's own certificate is shown. */
  private static String certificate(String certificate, String key) {
    return certificate.isEmpty() || key.isEmpty()
        ? IstioNames.SDS_WORKLOAD_CERTIFICATE
        : files(certificate, key);
  }

  private static boolean isSpelledOut(String name) {
    return name.startsWith(SECRET)
        || name.startsWith(GATEWAY_SECRET)
        || name.startsWith(CONFIG_MAP);
  }
}
