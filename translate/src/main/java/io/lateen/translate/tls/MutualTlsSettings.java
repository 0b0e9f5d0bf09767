// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.networking.CipherSuites;
import io.lateen.api.networking.TlsVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * What the mesh configuration says about connections from other workloads.
 *
 * @param trustDomains whose workloads may connect; the mesh's own first
 * @param minimum oldest version that is accepted; {@code TLS_AUTO} for 1.2
 * @param cipherSuites suites for TLS 1.2; empty for the usual ones
 */
public record MutualTlsSettings(
    List<String> trustDomains, TlsVersion minimum, List<String> cipherSuites) {

  public MutualTlsSettings {
    trustDomains = List.copyOf(trustDomains);
    cipherSuites = List.copyOf(cipherSuites);
  }

  public static MutualTlsSettings of(MeshConfig mesh) {
    var domains = new ArrayList<String>();
    domains.add(mesh.trustDomain());
    domains.addAll(mesh.trustDomainAliases());
    return new MutualTlsSettings(
        domains, mesh.minMeshTlsVersion(), CipherSuites.usable(mesh.tls().meshCipherSuites()));
  }
}
