// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.meshconfig.MeshTls;
import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.view.ProxyView;
import java.util.List;

/**
 * The cluster of hosts that no service names and that the proxy resolves.
 *
 * @param tls what the mesh says about connections to them
 */
public record AnyHostClusterKey(DnsCache cache, ClusterTls tls, MeshDefaults mesh)
    implements ResourceKey {

  /** The cluster for proxies whose outbound policy is {@code ALLOW_ANY_DYNAMIC_DNS}. */
  public static AnyHostClusterKey of(ProxyView view) {
    var mesh = view.mesh();
    return new AnyHostClusterKey(
        DnsCache.ofAny(view.openFamilies()),
        mesh.traffic()
            .outboundTls()
            .map(tls -> tls(tls, mesh.tls()))
            .orElseGet(() -> new ClusterTls.None(false)),
        MeshDefaults.of(view));
  }

  private static ClusterTls tls(ClientTls tls, MeshTls mesh) {
    return switch (tls.mode()) {
      case DISABLE -> new ClusterTls.None(true);
      case ISTIO_MUTUAL -> new ClusterTls.Mutual(tls.sni(), tls.subjectAltNames());
      case SIMPLE, MUTUAL ->
          TlsPlanner.originate(tls, mesh, List.of(), tls.mode() == ClientTlsMode.MUTUAL, true);
    };
  }

  @Override
  public String resourceName() {
    return IstioNames.ALLOW_ANY_DYNAMIC_CLUSTER;
  }

  @Override
  public Provenance provenance() {
    return Provenance.BUILT_IN;
  }
}
