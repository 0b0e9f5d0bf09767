// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.api.ObjectKey;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.ContainerPort;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A proxy in words: what its node would say about itself. What it leaves open comes from the Pod or
 * WorkloadEntry of its name or address, if the documents hold one.
 *
 * @param id {@code WORKLOAD.NAMESPACE}, or any text
 * @param ips the first is the main one
 * @param serviceAccount empty for that of the workload
 * @param locality {@code region/zone/subzone}, possibly shorter; empty for that of the workload
 * @param version Istio version that the proxy claims
 * @param cluster Kubernetes cluster
 * @param network empty for that of the workload
 * @param meta node metadata by name; of these INTERCEPTION_MODE and DNS_CAPTURE count
 */
public record ProxyDescription(
    ProxyRole role,
    String id,
    List<String> ips,
    String namespace,
    String serviceAccount,
    Map<String, String> labels,
    String locality,
    String version,
    String cluster,
    String network,
    Map<String, String> meta) {

  /** The proxy of a command that says nothing about it. */
  public static final ProxyDescription DEFAULT =
      new ProxyDescription(
          ProxyRole.SIDECAR,
          "app.test",
          List.of("1.1.1.1"),
          "default",
          "",
          Map.of(),
          "",
          "1.31.0",
          "Kubernetes",
          "",
          Map.of());

  private static final String INTERCEPTION_MODE = "INTERCEPTION_MODE";
  private static final String DNS_CAPTURE = "DNS_CAPTURE";
  private static final String SETTINGS_ANNOTATION = "proxy.istio.io/config";
  private static final String INTERCEPTION_ANNOTATION = "sidecar.istio.io/interceptionMode";

  public ProxyDescription {
    ips = List.copyOf(ips);
    labels = Map.copyOf(labels);
    meta = Map.copyOf(meta);
  }

  private WorkloadKey key() {
    var suffix = "." + namespace;
    var name = id.endsWith(suffix) ? id.substring(0, id.length() - suffix.length()) : id;
    return new WorkloadKey(namespace, name);
  }

  /** The workload whose proxy this is; it need not be part of the mesh. */
  public Workload workload(MeshSnapshot mesh) {
    var known = known(mesh);
    return new Workload(
        key(),
        known.map(Workload::uid).orElse(key().toString()),
        ips,
        labels.isEmpty() ? known.map(Workload::labels).orElse(labels) : labels,
        annotations(known),
        chosen(serviceAccount, known.map(Workload::serviceAccount), "default"),
        known.map(Workload::node).orElse(""),
        role,
        chosen(locality, known.map(Workload::locality), ""),
        chosen(network, known.map(Workload::network), ""),
        known.map(Workload::containerPorts).orElse(List.<ContainerPort>of()),
        1,
        TlsMode.ISTIO,
        known
            .map(Workload::object)
            .orElse(new ObjectKey("", "Pod", key().namespace(), key().name())));
  }

  private Optional<Workload> known(MeshSnapshot mesh) {
    return mesh.workloads()
        .get(key())
        .or(
            () ->
                ips.stream()
                    .flatMap(address -> mesh.workloads().at(address).stream())
                    .filter(workload -> workload.namespace().equals(namespace))
                    .filter(Workload::isPod)
                    .findFirst());
  }

  private Map<String, String> annotations(Optional<Workload> known) {
    var all = new TreeMap<>(known.map(Workload::annotations).orElse(Map.of()));
    if (meta.containsKey(INTERCEPTION_MODE)) {
      all.put(INTERCEPTION_ANNOTATION, meta.getOrDefault(INTERCEPTION_MODE, ""));
    }
    if (meta.containsKey(DNS_CAPTURE)) {
      all.putIfAbsent(
          SETTINGS_ANNOTATION,
          "proxyMetadata: {ISTIO_META_DNS_CAPTURE: \"%s\"}".formatted(meta.get(DNS_CAPTURE)));
    }
    return all;
  }

  private static String chosen(String own, Optional<String> known, String otherwise) {
    return own.isEmpty() ? known.orElse(otherwise) : own;
  }
}
