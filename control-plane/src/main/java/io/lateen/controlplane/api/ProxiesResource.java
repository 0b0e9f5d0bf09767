// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.node.NodeDirectory;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.proxy.DesiredDump;
import io.lateen.controlplane.proxy.NackJournal;
import io.lateen.controlplane.proxy.RefusalText;
import io.lateen.controlplane.proxy.Refusals;
import io.lateen.mesh.workload.Workload;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.server.FaultRecord;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.stream.TypeReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /lateen/v1/proxies}: how far each proxy has come, and what it has or shall have. */
final class ProxiesResource {

  /** Longer than the node directory waits for an Envoy. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Supplier<List<ProxyStatus>> proxies;
  private final Supplier<List<FaultRecord>> faults;
  private final NackJournal nacks;
  private final Pipeline pipeline;
  private final NodeDirectory nodes;

  ProxiesResource(
      Supplier<List<ProxyStatus>> proxies,
      Supplier<List<FaultRecord>> faults,
      NackJournal nacks,
      Pipeline pipeline,
      NodeDirectory nodes) {
    this.proxies = proxies;
    this.faults = faults;
    this.nacks = nacks;
    this.pipeline = pipeline;
    this.nodes = nodes;
  }

  Reply answer(Call call, List<String> rest) {
    if (!call.method().equals("GET")) {
      return Statuses.methodNotAllowed(call.method());
    }
    if (rest.isEmpty()) {
      return list(call);
    }
    var proxy = find(rest.getFirst()).filter(found -> call.sees(namespace(found)));
    if (proxy.isEmpty()) {
      return Statuses.notFound("the proxy " + rest.getFirst());
    }
    if (rest.size() == 1) {
      var desired = pipeline.desired(proxy.get().node().id());
      return Reply.Json.ok(describe(proxy.get(), desired));
    }
    return switch (rest.size() == 2 ? rest.get(1) : "") {
      case "config" -> config(call, proxy.get());
      case "nacks" -> Reply.Json.ok(NackRendering.list(nacks.of(proxy.get().node().id())));
      default -> Statuses.notFound(call.path());
    };
  }

  private Reply list(Call call) {
    var answer = Rendering.document("ProxyList");
    var items = answer.putArray("items");
    var desired = pipeline.desired();
    proxies.get().stream()
        .filter(proxy -> call.sees(namespace(proxy)))
        .forEach(
            proxy ->
                items.add(describe(proxy, Optional.ofNullable(desired.get(proxy.node().id())))));
    var ended = answer.putArray("faults");
    faults.get().stream()
        .filter(fault -> call.sees(""))
        .forEach(fault -> ended.add(describe(fault)));
    return Reply.Json.ok(answer);
  }

  private static ObjectNode describe(FaultRecord fault) {
    return Rendering.JSON
        .createObjectNode()
        .put("fault", fault.fault().word())
        .put("peer", fault.peer())
        .put("proxy", fault.node())
        .put("message", fault.message())
        .put("count", fault.count())
        .put("last", fault.last().toString());
  }

  /** As the records say; empty for a proxy that they do not know. */
  private String namespace(ProxyStatus proxy) {
    var uid = proxy.node().metadataText(ProxyNode.WORKLOAD_UID).orElse("");
    return pipeline.epoch().mesh().workloads().byUid(uid).map(w -> w.key().namespace()).orElse("");
  }

  private Optional<ProxyStatus> find(String id) {
    return proxies.get().stream().filter(proxy -> proxy.node().id().equals(id)).findFirst();
  }

  private Reply config(Call call, ProxyStatus proxy) {
    var type = call.parameter("type").orElse("all");
    if (call.parameter("state").orElse("actual").equals("desired")) {
      return pipeline
          .desired(proxy.node().id())
          .<Reply>map(config -> Reply.Json.ok(DesiredDump.of(config)))
          .orElseGet(() -> Statuses.notFound("a view for the proxy " + proxy.node().id()));
    }
    var path = type.equals("endpoint") ? "/clusters?format=json" : "/config_dump?include_eds";
    return admin(proxy, path);
  }

  private Reply admin(ProxyStatus proxy, String path) {
    var uid = proxy.node().metadataText(ProxyNode.WORKLOAD_UID).orElse("");
    try {
      var bytes = nodes.admin(uid, path).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Reply.Json.ok(Rendering.JSON.readTree(new String(bytes, StandardCharsets.UTF_8)));
    } catch (ExecutionException e) {
      var cause = Optional.ofNullable(e.getCause()).map(Throwable::getMessage);
      return Statuses.unavailable(cause.orElse("the proxy's node does not answer"));
    } catch (TimeoutException e) {
      return Statuses.unavailable("the proxy's node does not answer");
    } catch (JacksonException e) {
      return Statuses.unavailable("the proxy's answer is not JSON");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Statuses.unavailable("the server stops");
    }
  }

  private ObjectNode describe(ProxyStatus proxy, Optional<DesiredConfig> desired) {
    var node = proxy.node();
    var uid = node.metadataText(ProxyNode.WORKLOAD_UID).orElse("");
    var workload = pipeline.epoch().mesh().workloads().byUid(uid);
    var report = nodes.report(uid);
    var json = Rendering.JSON.createObjectNode();
    json.put("id", node.id()).put("uid", uid);
    json.put("name", workload.map(w -> w.key().name()).orElse(node.id()));
    json.put("namespace", workload.map(w -> w.key().namespace()).orElse(""));
    json.put("node", workload.map(w -> w.node()).orElse(""));
    json.put("identity", workload.map(this::identity).orElse(""));
    var addresses = json.putArray("addresses");
    workload.ifPresent(w -> w.addresses().forEach(addresses::add));
    json.put("version", node.userAgent());
    json.put("connected", proxy.connected().toString());
    json.put("ackedEpoch", ackedEpoch(proxy));
    json.put("state", report.map(r -> r.state().name()).orElse("UNKNOWN"));
    report.ifPresent(
        r -> {
          json.put("restarts", r.restarts()).put("envoyPid", r.envoyPid());
          json.put("reason", r.reason());
          r.certificateNotAfter().ifPresent(end -> json.put("certificateNotAfter", end.toString()));
        });
    var types = json.putArray("types");
    proxy.types().forEach(type -> types.add(describe(type, desired)));
    return json;
  }

  /** The SPIFFE id that policies see; empty without account. */
  private String identity(Workload workload) {
    var domain = pipeline.epoch().mesh().meshConfig().trustDomain();
    var path = workload.spiffePath();
    return path.isEmpty() ? "" : "spiffe://" + domain + "/" + path;
  }

  private static long ackedEpoch(ProxyStatus proxy) {
    return proxy.types().stream().mapToLong(ProxyStatus.Type::ackedEpoch).max().orElse(0);
  }

  private static JsonNode describe(ProxyStatus.Type type, Optional<DesiredConfig> desired) {
    var json = Rendering.JSON.createObjectNode();
    json.put("type", TypeUrls.shortName(type.typeUrl())).put("typeUrl", type.typeUrl());
    json.put("sync", word(type.sync()));
    json.put("wildcard", type.wildcard()).put("names", type.names());
    desired.ifPresent(
        config -> json.put("resources", config.resources().ofType(type.typeUrl()).size()));
    json.put("sentEpoch", type.sentEpoch()).put("ackedEpoch", type.ackedEpoch());
    type.sent().ifPresent(at -> json.put("sentAt", at.toString()));
    type.acked().ifPresent(at -> json.put("ackedAt", at.toString()));
    type.nack()
        .ifPresent(
            nack ->
                json.set("nack", NackRendering.of(nack, objects(type.typeUrl(), nack, desired))));
    return json;
  }

  /** The objects behind the refused resources. */
  private static List<String> objects(
      String typeUrl, ProxyStatus.Nack nack, Optional<DesiredConfig> desired) {
    return nack.guilty().stream()
        .flatMap(
            name ->
                Refusals.causes(desired, typeUrl, name, RefusalText.of(nack.reason(name))).stream())
        .map(cause -> cause.object().display())
        .distinct()
        .toList();
  }

  private static String word(TypeReport.Sync sync) {
    return switch (sync) {
      case SYNCED -> "SYNCED";
      case STALE -> "STALE";
      case NOT_SENT -> "NOT SENT";
      case NACKED -> "NACK";
    };
  }
}
