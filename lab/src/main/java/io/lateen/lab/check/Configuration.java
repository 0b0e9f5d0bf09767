// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import io.lateen.client.ApplyReport;
import io.lateen.client.DocumentSource;
import io.lateen.client.ObjectPath;
import io.lateen.lab.kube.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Objects that proofs put in force; remembers them, so that all can be taken away again. */
public final class Configuration {

  /** How long all proxies may take to acknowledge a change. */
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);

  /** Version and plural of each kind that proofs use. */
  private static final Map<String, String> COLLECTIONS =
      Map.of(
          "VirtualService", "v1/virtualservices",
          "DestinationRule", "v1/destinationrules",
          "ServiceEntry", "v1/serviceentries",
          "Sidecar", "v1/sidecars",
          "PeerAuthentication", "v1/peerauthentications",
          "ConfigMap", "v1/configmaps");

  private final ApiClient api;
  private final Samples samples;
  private final Set<ObjectPath> applied = new LinkedHashSet<>();

  /** A configuration without any object yet. */
  public Configuration(ApiClient api, Samples samples) {
    this.api = api;
    this.samples = samples;
  }

  /** Applies documents of the sample, unchanged, and waits until every proxy has them. */
  void apply(String... fileNames) throws IOException, InterruptedException {
    settle(put(fileNames));
  }

  /** Applies documents of the sample and does not wait; returns their revision. */
  long put(String... fileNames) throws IOException, InterruptedException {
    var sources = new ArrayList<DocumentSource>();
    for (var name : fileNames) {
      sources.add(new DocumentSource(name, Files.readString(samples.networking(name))));
    }
    var report = tryPut(sources);
    if (!report.accepted()) {
      throw new IOException(
          String.join(", ", fileNames) + " not accepted: " + report.problems().render());
    }
    return report.revision();
  }

  /** Applies texts that may well be refused. */
  ApplyReport tryPut(List<DocumentSource> sources) throws IOException, InterruptedException {
    try {
      var report = api.apply(sources, ApiClient.ApplyMode.ALL_OR_NOTHING);
      if (report.accepted()) {
        report.results().forEach(this::remember);
      }
      return report;
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Waits until every connected proxy has acknowledged a revision. */
  void settle(long revision) throws IOException, InterruptedException {
    try {
      if (!api.awaitRevision(revision, SETTLE_LIMIT).path("settled").asBoolean(false)) {
        throw new IOException("not all proxies acknowledged revision " + revision);
      }
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Reads one of Lateen's own resources. */
  JsonNode read(String path) throws IOException, InterruptedException {
    try {
      return api.read(path);
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The control plane's metrics, in Prometheus' text format. */
  String metrics() throws IOException, InterruptedException {
    try {
      return api.text("/metrics");
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Removes everything that was applied and waits until no proxy has it any more. */
  void clear() throws IOException, InterruptedException {
    if (applied.isEmpty()) {
      return;
    }
    try {
      for (var object : Set.copyOf(applied)) {
        api.delete(object);
        applied.remove(object);
      }
      settle(api.read("/lateen/v1/status").path("revision").asLong(0));
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void remember(ApplyReport.Applied object) {
    var collection = COLLECTIONS.get(object.kind());
    if (collection == null) {
      throw new IllegalArgumentException("proofs do not apply objects of kind " + object.kind());
    }
    var parts = collection.split("/", 2);
    applied.add(
        new ObjectPath(object.group(), parts[0], parts[1], object.namespace(), object.name()));
  }
}
