// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.networking.TlsVersion;
import java.util.List;

/**
 * TLS of the whole mesh, beside the oldest version between sidecars (api:
 * mesh/v1alpha1/config.proto).
 *
 * @param meshCipherSuites suites between sidecars; empty for the default
 * @param defaultMinVersion oldest version for other hosts; TLS_AUTO for 1.2
 * @param defaultEcdhCurves curves for other hosts; empty for the default
 * @param defaultCipherSuites suites for other hosts; empty for the default
 * @param caCertificates further authorities that sidecars trust
 */
public record MeshTls(
    List<String> meshCipherSuites,
    TlsVersion defaultMinVersion,
    List<String> defaultEcdhCurves,
    List<String> defaultCipherSuites,
    List<CaCertificate> caCertificates) {

  /** The settings of a mesh whose owner says nothing. */
  public static final MeshTls DEFAULT =
      new MeshTls(List.of(), TlsVersion.TLS_AUTO, List.of(), List.of(), List.of());

  /** Copies the lists. */
  public MeshTls {
    meshCipherSuites = List.copyOf(meshCipherSuites);
    defaultEcdhCurves = List.copyOf(defaultEcdhCurves);
    defaultCipherSuites = List.copyOf(defaultCipherSuites);
    caCertificates = List.copyOf(caCertificates);
  }

  /**
   * A further authority.
   *
   * @param pem its certificate; empty when it is fetched
   * @param spiffeBundleUrl where its certificate is; empty when it is written
   * @param certSigners signers of Kubernetes that it belongs to
   * @param trustDomains trust domains that it may vouch for
   */
  public record CaCertificate(
      String pem, String spiffeBundleUrl, List<String> certSigners, List<String> trustDomains) {

    /** Copies the lists. */
    public CaCertificate {
      certSigners = List.copyOf(certSigners);
      trustDomains = List.copyOf(trustDomains);
    }
  }
}
