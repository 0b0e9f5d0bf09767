// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.controlplane.node.NodeDirectory;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.proxy.NackJournal;
import io.lateen.controlplane.proxy.Settlement;
import io.lateen.controlplane.status.StatusBoard;
import io.lateen.identity.join.JoinTokens;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.xds.server.FaultRecord;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.status.ClientStatus;
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
 * @param metrics the page in Prometheus' text format
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
    Supplier<String> metrics,
    String version) {

  /** The router over all resources. */
  public Router router() {
    var writes = new Writes(store);
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
    var nodeList = new NodesResource(tokens);
    return new Router(
        List.of(
            Router.Mount.at("/api", kubernetes::core),
            Router.Mount.at("/apis", kubernetes::groups),
            Router.Mount.at("/openapi/v3", OpenApiResource::answer),
            Router.Mount.at("/version", (call, rest) -> kubernetesVersion()),
            Router.Mount.at("/metrics", (call, rest) -> page()),
            Router.Mount.at("/lateen/v1/apply", (call, rest) -> apply.answer(call)),
            Router.Mount.at("/lateen/v1/history", (call, rest) -> history.history(call)),
            Router.Mount.at("/lateen/v1/undo", (call, rest) -> history.undo(call)),
            Router.Mount.at("/lateen/v1/problems", (call, rest) -> found.answer(call)),
            Router.Mount.at("/lateen/v1/status", (call, rest) -> status.answer(call)),
            Router.Mount.at("/lateen/v1/proxies", proxyList::answer),
            Router.Mount.at("/lateen/v1/nodes", nodeList::answer),
            Router.Mount.at(ClientStatusResource.PATH, clientStatus::answer)));
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
