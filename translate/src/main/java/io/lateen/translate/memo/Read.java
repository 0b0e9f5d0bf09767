// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ProxyHeaders;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.network.Networks;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.view.IpFamilies;
import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question to a view, as a value.
 *
 * @param <T> its answers; compared with {@code equals}
 */
interface Read<T> {

  /** What the view answers. */
  T answer(ProxyView view);

  /** What the answer depends on, besides the question. */
  Set<Source> sources();

  /**
   * The host that the answer is about, so that changes of other hosts need not be asked about; with
   * a {@code #} before it the name of a VirtualService, with an {@code @} the namespace that the
   * proxy is in or not. Empty for none.
   */
  default String topic() {
    return "";
  }

  /** Depends on {@link Source#PROXY} alone. */
  interface OfProxy<T> extends Read<T> {
    Set<Source> SOURCES = Set.of(Source.PROXY);

    @Override
    default Set<Source> sources() {
      return SOURCES;
    }
  }

  /** Depends on {@link Source#SCOPE} alone. */
  interface OfScope<T> extends Read<T> {
    Set<Source> SOURCES = Set.of(Source.SCOPE);

    @Override
    default Set<Source> sources() {
      return SOURCES;
    }
  }

  /** Depends on {@link Source#SETTINGS} alone. */
  interface OfSettings<T> extends Read<T> {
    Set<Source> SOURCES = Set.of(Source.SETTINGS);

    @Override
    default Set<Source> sources() {
      return SOURCES;
    }
  }

  /** Depends on {@link Source#ENDPOINTS} alone. */
  interface OfEndpoints<T> extends Read<T> {
    Set<Source> SOURCES = Set.of(Source.ENDPOINTS);

    @Override
    default Set<Source> sources() {
      return SOURCES;
    }
  }

  /** Depends on what is written about the proxy, on mesh, namespace and workload. */
  interface OfProxySettings<T> extends Read<T> {
    Set<Source> SOURCES = Set.of(Source.PROXY, Source.SETTINGS, Source.POLICIES);

    @Override
    default Set<Source> sources() {
      return SOURCES;
    }
  }

  /** Depends on {@link Source#PEERS} and on which namespace is the root. */
  interface OfPeers<T> extends Read<T> {
    Set<Source> SOURCES = Set.of(Source.PEERS, Source.SETTINGS);

    @Override
    default Set<Source> sources() {
      return SOURCES;
    }
  }

  record Role() implements OfProxy<ProxyRole> {
    @Override
    public ProxyRole answer(ProxyView view) {
      return view.role();
    }
  }

  record IsIn(String namespace) implements OfProxy<Boolean> {
    @Override
    public Boolean answer(ProxyView view) {
      return view.isIn(namespace);
    }

    @Override
    public String topic() {
      return Topics.ofClients(namespace);
    }
  }

  record Locality() implements OfProxy<String> {
    @Override
    public String answer(ProxyView view) {
      return view.locality();
    }
  }

  record HasLabels(Map<String, String> labels) implements OfProxy<Boolean> {
    @Override
    public Boolean answer(ProxyView view) {
      return view.hasLabels(labels);
    }
  }

  record Label(String name) implements Read<String> {

    private static final Set<Source> SOURCES = Set.of(Source.PROXY, Source.NETWORKS);

    @Override
    public String answer(ProxyView view) {
      return view.label(name);
    }

    @Override
    public Set<Source> sources() {
      return SOURCES;
    }
  }

  record Node() implements OfProxy<String> {
    @Override
    public String answer(ProxyView view) {
      return view.node();
    }
  }

  record IsOwnAddress(String address) implements OfProxy<Boolean> {
    @Override
    public Boolean answer(ProxyView view) {
      return view.isOwnAddress(address);
    }
  }

  record Families() implements OfProxy<IpFamilies> {
    @Override
    public IpFamilies answer(ProxyView view) {
      return view.families();
    }
  }

  record Interception() implements OfProxySettings<ProxySettings.InterceptionMode> {
    @Override
    public ProxySettings.InterceptionMode answer(ProxyView view) {
      return view.interception();
    }
  }

  record CapturesDns() implements OfProxySettings<Boolean> {
    @Override
    public Boolean answer(ProxyView view) {
      return view.capturesDns();
    }
  }

  record Allocated(MeshService service) implements Read<List<String>> {

    private static final Set<Source> SOURCES = Set.of(Source.ADDRESSES);

    @Override
    public List<String> answer(ProxyView view) {
      return view.allocated(service);
    }

    @Override
    public Set<Source> sources() {
      return SOURCES;
    }

    @Override
    public String topic() {
      return service.hostname();
    }
  }

  record Mesh() implements OfSettings<MeshConfig> {
    @Override
    public MeshConfig answer(ProxyView view) {
      return view.mesh();
    }
  }

  record Headers() implements OfProxySettings<ProxyHeaders> {
    @Override
    public ProxyHeaders answer(ProxyView view) {
      return view.headers();
    }
  }

  record Connections() implements OfProxySettings<Optional<ConnectionSettings>> {
    @Override
    public Optional<ConnectionSettings> answer(ProxyView view) {
      return view.connections();
    }
  }

  record Service(String host) implements OfScope<Optional<MeshService>> {
    @Override
    public Optional<MeshService> answer(ProxyView view) {
      return view.service(host);
    }

    @Override
    public String topic() {
      return host;
    }
  }

  record Rules(String host) implements OfScope<List<MergedDestinationRule>> {
    @Override
    public List<MergedDestinationRule> answer(ProxyView view) {
      return view.destinationRules(host);
    }

    @Override
    public String topic() {
      return host;
    }
  }

  record KeepsSessions() implements OfScope<Boolean> {
    @Override
    public Boolean answer(ProxyView view) {
      return view.keepsSessions();
    }
  }

  record Settings(String host) implements OfScope<ServiceSettings> {
    @Override
    public ServiceSettings answer(ProxyView view) {
      return view.settings(host);
    }

    @Override
    public String topic() {
      return host;
    }
  }

  record OutboundPolicy() implements OfScope<OutboundTrafficPolicy> {
    @Override
    public OutboundTrafficPolicy answer(ProxyView view) {
      return view.outboundPolicy();
    }
  }

  record AllNetworks() implements Read<Networks> {

    private static final Set<Source> SOURCES = Set.of(Source.NETWORKS);

    @Override
    public Networks answer(ProxyView view) {
      return view.networks();
    }

    @Override
    public Set<Source> sources() {
      return SOURCES;
    }
  }

  record Network() implements Read<String> {

    private static final Set<Source> SOURCES = Set.of(Source.NETWORKS, Source.PROXY);

    @Override
    public String answer(ProxyView view) {
      return view.network();
    }

    @Override
    public Set<Source> sources() {
      return SOURCES;
    }
  }

  record Endpoints(MeshService service, int port) implements OfEndpoints<EndpointSet> {
    @Override
    public EndpointSet answer(ProxyView view) {
      return view.endpoints(service, port);
    }

    @Override
    public String topic() {
      return service.hostname();
    }
  }

  record RefusingMtls(EndpointSet endpoints) implements OfPeers<Set<WorkloadKey>> {
    @Override
    public Set<WorkloadKey> answer(ProxyView view) {
      return view.refusingMtls(endpoints);
    }
  }

  record InferredMtls(MeshService service, int port, boolean passthrough)
      implements Read<MtlsMode> {

    private static final Set<Source> SOURCES =
        Set.of(Source.PEERS, Source.SETTINGS, Source.ENDPOINTS);

    @Override
    public MtlsMode answer(ProxyView view) {
      return view.inferredMtls(service, port, passthrough);
    }

    @Override
    public Set<Source> sources() {
      return SOURCES;
    }

    @Override
    public String topic() {
      return service.hostname();
    }
  }
}
