// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.controlplane.access.Access;
import io.lateen.controlplane.access.Area;
import io.lateen.controlplane.access.Verb;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.controlplane.node.NodeDirectory;
import io.lateen.controlplane.node.ReportedMetrics;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.proxy.NackJournal;
import io.lateen.controlplane.proxy.Settlement;
import io.lateen.controlplane.secret.SealChange;
import io.lateen.controlplane.status.StatusBoard;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.join.Guest;
import io.lateen.identity.join.JoinTokens;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.xds.server.FaultRecord;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.status.ClientStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the API shows and changes.
 *
 * @param decoder reads what callers write
 * @param statuses conditions and events of objects
 * @param nacks what proxies refused lately
 * @param proxies that are connected now
 * @param faults for what streams were refused or ended lately
 * @param clients how each resource of theirs stands
 * @param authority who signs certificates
 * @param holders of certificates
 * @param seal changes the key of Secrets
 * @param reported what nodes have counted
 * @param metrics the page in Prometheus' text format
 * @param access who may do what
 * @param version of the control plane
 */
public record ApiParts(
    ConfigStore store,
    DocumentDecoder decoder,
    Pipeline pipeline,
    ProblemBoard problems,
    StatusBoard statuses,
    Settlement settlement,
    NackJournal nacks,
    Supplier<List<ProxyStatus>> proxies,
    Supplier<List<FaultRecord>> faults,
    ClientStatus clients,
    NodeDirectory nodes,
    JoinTokens tokens,
    CertificateAuthority authority,
    CertificateHolders holders,
    SealChange seal,
    ReportedMetrics reported,
    Supplier<String> metrics,
    Access access,
    InstantSource clock,
    String version) {

  /** The router over all resources. */
  public Router router() {
    var writes = new Writes(store, clock);
    var rendering = new StatusRendering(statuses);
    var objects =
        new ObjectsResource(decoder, store, writes, new Watches(store, rendering), rendering);
    var kubernetes = new KubernetesResource(objects, new EventsResource(statuses));
    var apply = new ApplyResource(decoder, store, writes);
    var history = new HistoryResource(store, writes);
    var found = new ProblemsResource(problems, pipeline, proxies);
    var status = new StatusResource(store, pipeline, settlement, nodes, found, version);
    var proxyList = new ProxiesResource(proxies, faults, nacks, pipeline, nodes);
    var clientStatus = new ClientStatusResource(clients);
    var invitations = new JoinTokensResource(tokens, this::isGroup, writes);
    var ca = new AuthorityResource(authority, holders, writes, clock);
    var accesses = new AccessResource(access);
    var mtls = new MtlsReportResource(pipeline, reported, clock);
    return new Router(
        List.of(
            Router.Mount.at("/api", Guard.objects(true), kubernetes::core),
            Router.Mount.at("/apis", Guard.objects(false), kubernetes::groups),
            Router.Mount.at("/openapi/v3", Guard.anyRole(), OpenApiResource::answer),
            Router.Mount.at("/version", Guard.anyRole(), (call, rest) -> kubernetesVersion()),
            Router.Mount.at("/metrics", Guard.of(Area.OPERATION), (call, rest) -> page()),
            Router.Mount.at(
                "/lateen/v1/apply", Guard.anyRole(), (call, rest) -> apply.answer(call)),
            Router.Mount.at(
                "/lateen/v1/history",
                Guard.namedObject(Verb.GET),
                (call, rest) -> history.history(call)),
            Router.Mount.at(
                "/lateen/v1/undo",
                Guard.namedObject(Verb.UPDATE),
                (call, rest) -> history.undo(call)),
            Router.Mount.at(
                "/lateen/v1/problems", Guard.namespacedState(), (call, rest) -> found.answer(call)),
            Router.Mount.at(
                "/lateen/v1/mtls", Guard.namespacedState(), (call, rest) -> mtls.answer(call)),
            Router.Mount.at(
                "/lateen/v1/status", Guard.anyRole(), (call, rest) -> status.answer(call)),
            Router.Mount.at("/lateen/v1/proxies", Guard.anyRole(), proxyList::answer),
            Router.Mount.at("/lateen/v1/nodes", Guard.of(Area.NODES), invitations::ofNode),
            Router.Mount.at(
                "/lateen/v1/workload-groups", Guard.of(Area.NODES), invitations::ofGroup),
            Router.Mount.at("/lateen/v1/ca", Guard.of(Area.AUTHORITY), ca::answer),
            Router.Mount.at(
                "/lateen/v1/seal", Guard.of(Area.AUTHORITY), new SealResource(seal)::answer),
            Router.Mount.at("/lateen/v1/whoami", Guard.anyRole(), accesses::whoami),
            Router.Mount.at(
                "/lateen/v1/audit", Guard.of(Area.AUDIT), new AuditResource(store.audit())::answer),
            Router.Mount.at("/lateen/v1/access", Guard.of(Area.ACCESS), accesses::answer),
            Router.Mount.at(
                ClientStatusResource.PATH, Guard.of(Area.OPERATION), clientStatus::answer)));
  }

  private boolean isGroup(Guest.Workload group) {
    return pipeline.epoch().mesh().inventory().workloadGroups().byKey().keySet().stream()
        .anyMatch(
            key -> key.namespace().equals(group.namespace()) && key.name().equals(group.group()));
  }

  private Reply page() {
    return new Reply.Text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
  }

  /** kubectl wants Kubernetes' version; the API's conventions are those of 1.31. */
  private Reply kubernetesVersion() {
    return Reply.Json.ok(
        Rendering.JSON
            .createObjectNode()
            .put("major", "1")
            .put("minor", "31")
            .put("gitVersion", "v1.31.0+lateen-" + version));
  }
}
