// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ProxyHeaders;
import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.network.Networks;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.view.IpFamilies;
import io.lateen.translate.view.ProxyView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers for another view and writes down each question with its answer; for one thread. */
final class TracingView implements ProxyView {

  private final ProxyView view;
  private final Map<Read<?>, Object> heard = new LinkedHashMap<>();

  TracingView(ProxyView view) {
    this.view = view;
  }

  /** What was asked so far. */
  Trace trace() {
    return new Trace(heard);
  }

  @SuppressWarnings("unchecked") // the answer was put under the same question
  private <T> T ask(Read<T> read) {
    var known = heard.get(read);
    if (known != null) {
      return (T) known;
    }
    T answer = read.answer(view);
    heard.put(read, answer);
    return answer;
  }

  @Override
  public ProxyRole role() {
    return ask(new Read.Role());
  }

  @Override
  public boolean isIn(String namespace) {
    return ask(new Read.IsIn(namespace));
  }

  @Override
  public String locality() {
    return ask(new Read.Locality());
  }

  @Override
  public boolean hasLabels(Map<String, String> labels) {
    return ask(new Read.HasLabels(labels));
  }

  @Override
  public String label(String name) {
    return ask(new Read.Label(name));
  }

  @Override
  public String node() {
    return ask(new Read.Node());
  }

  @Override
  public boolean isOwnAddress(String address) {
    return ask(new Read.IsOwnAddress(address));
  }

  @Override
  public IpFamilies families() {
    return ask(new Read.Families());
  }

  @Override
  public ProxySettings.InterceptionMode interception() {
    return ask(new Read.Interception());
  }

  @Override
  public boolean capturesDns() {
    return ask(new Read.CapturesDns());
  }

  @Override
  public List<String> allocated(MeshService service) {
    return ask(new Read.Allocated(service));
  }

  @Override
  public MeshConfig mesh() {
    return ask(new Read.Mesh());
  }

  @Override
  public ProxyHeaders headers() {
    return ask(new Read.Headers());
  }

  @Override
  public Optional<ConnectionSettings> connections() {
    return ask(new Read.Connections());
  }

  @Override
  public List<Optional<SidecarEgress>> egress() {
    return ask(new EgressRead.Egress());
  }

  @Override
  public Optional<MeshService> imported(int egress, String host) {
    return ask(new EgressRead.Imported(egress, host));
  }

  @Override
  public List<MeshService> covered(int egress, String pattern) {
    return ask(new EgressRead.Covered(egress, pattern));
  }

  @Override
  public Optional<ResolvedVirtualService> routes(int egress, RouteRank rank) {
    return ask(new EgressRead.Routes(egress, rank));
  }

  @Override
  public Optional<ResolvedVirtualService> httpRoutesOf(int egress, String host) {
    return ask(new EgressRead.HttpRoutesOf(egress, host));
  }

  @Override
  public List<ResolvedVirtualService> httpClaims(int egress, String host) {
    return ask(new EgressRead.HttpClaims(egress, host));
  }

  @Override
  public List<ResolvedVirtualService> connectionRoutes(int egress, String host) {
    return ask(new EgressRead.ConnectionRoutes(egress, host));
  }

  @Override
  public List<String> aliases(String host) {
    return ask(new EgressRead.Aliases(host));
  }

  @Override
  public Optional<MeshService> service(String host) {
    return ask(new Read.Service(host));
  }

  @Override
  public List<MergedDestinationRule> destinationRules(String host) {
    return ask(new Read.Rules(host));
  }

  @Override
  public boolean keepsSessions() {
    return ask(new Read.KeepsSessions());
  }

  @Override
  public ServiceSettings settings(String host) {
    return ask(new Read.Settings(host));
  }

  @Override
  public OutboundTrafficPolicy outboundPolicy() {
    return ask(new Read.OutboundPolicy());
  }

  @Override
  public Networks networks() {
    return ask(new Read.AllNetworks());
  }

  @Override
  public String network() {
    return ask(new Read.Network());
  }

  @Override
  public EndpointSet endpoints(MeshService service, int port) {
    return ask(new Read.Endpoints(service, port));
  }

  @Override
  public Set<WorkloadKey> refusingMtls(EndpointSet endpoints) {
    return ask(new Read.RefusingMtls(endpoints));
  }

  @Override
  public MtlsMode inferredMtls(MeshService service, int port, boolean passthrough) {
    return ask(new Read.InferredMtls(service, port, passthrough));
  }
}
