// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.meshconfig.MeshTls;
import io.lateen.api.meshconfig.ReportServices.RemoteService;
import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ClientTlsMode;
import io.lateen.api.networking.TcpKeepalive;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.view.IpFamilies;
import io.lateen.translate.view.ProxyView;
import java.util.List;
import java.util.Optional;

/**
 * The cluster of a server outside the mesh that the proxy itself reports to.
 *
 * @param resourceName name that what reports to it uses
 * @param host name that the proxy resolves, or an IP address
 * @param http2 whether it is spoken to by HTTP/2
 * @param keepalive probes on idle connections; absent for those of the mesh
 * @param families of the addresses that are looked up
 */
public record ReportClusterKey(
    String resourceName,
    String host,
    int port,
    boolean http2,
    ClusterTls tls,
    Optional<TcpKeepalive> keepalive,
    MeshDefaults mesh,
    IpFamilies families)
    implements ResourceKey {

  /**
   * @param service its address is {@code host:port}, an IPv6 address in brackets
   */
  public static ReportClusterKey of(
      ProxyView view, String name, RemoteService service, boolean http2) {
    return of(view.mesh().tls(), MeshDefaults.of(view), view.openFamilies(), name, service, http2);
  }

  /** The same for what proxies have before they have a view of the mesh. */
  public static ReportClusterKey of(
      MeshTls mesh,
      MeshDefaults defaults,
      IpFamilies families,
      String name,
      RemoteService service,
      boolean http2) {
    var address = service.address();
    int colon = address.lastIndexOf(':');
    var host = address.substring(0, colon).replace("[", "").replace("]", "");
    return new ReportClusterKey(
        name,
        host,
        Integer.parseInt(address.substring(colon + 1)),
        http2,
        service.tls().map(tls -> tls(mesh, host, tls)).orElseGet(() -> new ClusterTls.None(false)),
        service.keepalive(),
        defaults,
        families);
  }

  private static ClusterTls tls(MeshTls mesh, String host, ClientTls tls) {
    return switch (tls.mode()) {
      case DISABLE -> new ClusterTls.None(true);
      case ISTIO_MUTUAL ->
          new ClusterTls.Mutual(tls.sni().isEmpty() ? host : tls.sni(), tls.subjectAltNames());
      case SIMPLE, MUTUAL ->
          TlsPlanner.originate(tls, mesh, List.of(), tls.mode() == ClientTlsMode.MUTUAL, false);
    };
  }

  @Override
  public Provenance provenance() {
    return Provenance.BUILT_IN;
  }
}
