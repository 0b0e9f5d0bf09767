// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.meshconfig.MeshTls;
import io.lateen.api.networking.CipherSuites;
import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.tls.SecretNames;
import io.lateen.translate.tls.UpstreamTls;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides how a cluster encrypts: what a DestinationRule says, else the mesh's own mTLS where both
 * sides can (Istio: core/cluster_tls.go buildUpstreamTLSSettings).
 */
final class TlsPlanner {

  /** Beginning of an identity that stands without a trust domain. */
  private static final String ACCOUNT_PATH = "ns/";

  private final ProxyView view;

  TlsPlanner(ProxyView view) {
    this.view = view;
  }

  /**
   * @param selected whether the policy counts only for workloads that its author picked
   */
  ClusterTls plan(
      MeshService service,
      ServicePort port,
      EnvoyClusterName name,
      TrafficPolicy policy,
      boolean selected) {
    if (policy.tls().isEmpty()) {
      return isMeshMtls(service, port, policy)
          ? new ClusterTls.Auto(name.sni(), identities(service))
          : new ClusterTls.None(false);
    }
    var tls = policy.tls().get();
    if (view.role() == ProxyRole.SIDECAR && !selected && TrafficPolicies.needsSelector(tls)) {
      return new ClusterTls.None(false);
    }
    return switch (tls.mode()) {
      case DISABLE -> new ClusterTls.None(true);
      case ISTIO_MUTUAL ->
          new ClusterTls.Mutual(
              tls.sni().isEmpty() ? name.sni() : tls.sni(),
              tls.subjectAltNames().isEmpty() ? identities(service) : tls.subjectAltNames());
      case SIMPLE -> originate(service, tls, false);
      case MUTUAL -> originate(service, tls, true);
    };
  }

  /** Whether the mesh's mTLS is used unasked; for unknown addresses only if everybody can. */
  private boolean isMeshMtls(MeshService service, ServicePort port, TrafficPolicy policy) {
    if (service.external() || !view.mesh().enableAutoMtls()) {
      return false;
    }
    boolean passthrough = Balancing.isPassthrough(ClusterPolicy.of(policy));
    var mode = view.inferredMtls(service, port.number(), passthrough);
    return mode != MtlsMode.DISABLE && mode != MtlsMode.UNSET;
  }

  /** The SPIFFE identities that may answer for the service, in every accepted trust domain. */
  private List<String> identities(MeshService service) {
    var names = new TreeSet<String>();
    for (var written : service.subjectAltNames()) {
      if (written.startsWith(ACCOUNT_PATH) && service.registry() == Registry.KUBERNETES) {
        trustDomains().forEach(domain -> names.add("spiffe://" + domain + "/" + written));
      } else {
        names.add(written);
      }
    }
    for (var port : service.ports()) {
      for (Endpoint endpoint : view.endpoints(service, port.number()).endpoints()) {
        if (!endpoint.serviceAccount().isEmpty()) {
          for (var domain : trustDomains()) {
            names.add("spiffe://" + domain + "/" + endpoint.serviceAccount());
          }
        }
      }
    }
    return List.copyOf(names);
  }

  private List<String> trustDomains() {
    var domains = new ArrayList<String>();
    domains.add(view.mesh().trustDomain());
    domains.addAll(view.mesh().trustDomainAliases());
    return domains;
  }

  private ClusterTls originate(MeshService service, ClientTls tls, boolean mutual) {
    var ofEntry =
        service.registry() == Registry.SERVICE_ENTRY
            ? service.subjectAltNames()
            : List.<String>of();
    return originate(tls, view.mesh().tls(), ofEntry, mutual, DnsCache.isFor(service));
  }

  /**
   * TLS to a server outside the mesh.
   *
   * @param mesh what counts for all connections to such servers
   * @param otherNames that count when the settings have none
   * @param resolved whether the server is found by the host of the request
   */
  static ClusterTls originate(
      ClientTls tls, MeshTls mesh, List<String> otherNames, boolean mutual, boolean resolved) {
    boolean verify = !tls.insecureSkipVerify().orElse(false);
    boolean autoSni = tls.sni().isEmpty();
    boolean autoSan = verify && (resolved || (autoSni && tls.subjectAltNames().isEmpty()));
    var names = tls.subjectAltNames().isEmpty() ? otherNames : tls.subjectAltNames();
    Optional<String> client = mutual ? Optional.of(clientSecret(tls)) : Optional.empty();
    Optional<String> root = verify ? Optional.of(rootSecret(tls)) : Optional.empty();
    return new ClusterTls.Originate(
        new UpstreamTls.Origination(
            tls.sni(),
            names,
            client,
            root,
            CipherSuites.usable(mesh.defaultCipherSuites()),
            mesh.defaultEcdhCurves(),
            tls.caCrl()),
        autoSni,
        autoSan);
  }

  private static String clientSecret(ClientTls tls) {
    return tls.credentialName().isEmpty()
        ? SecretNames.files(tls.clientCertificate(), tls.privateKey())
        : SecretNames.credential(tls.credentialName());
  }

  private static String rootSecret(ClientTls tls) {
    if (!tls.credentialName().isEmpty()) {
      return SecretNames.credentialRoot(tls.credentialName());
    }
    return tls.caCertificates().isEmpty()
        ? IstioNames.SDS_SYSTEM_ROOT
        : SecretNames.rootFile(tls.caCertificates());
  }
}
