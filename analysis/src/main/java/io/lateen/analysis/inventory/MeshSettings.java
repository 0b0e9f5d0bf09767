// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.Part;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What analyzers need to know of the mesh's settings; Istio's defaults where the text says nothing
 * (istio/istio pkg/config/mesh/mesh.go).
 *
 * @param root the MeshConfig, possibly empty
 */
public record MeshSettings(Part root) {

  /** Nothing is set. */
  public static final MeshSettings DEFAULT =
      new MeshSettings(Part.root(new Node.Mapping(new Mark(0, 0), List.of())));

  /** Namespace of objects that hold for the whole mesh. */
  public String rootNamespace() {
    return orElse(root.at("rootNamespace").text(), "istio-system");
  }

  /** Whether the mesh serves Ingress objects, so that an ingress gateway may be assumed. */
  public boolean hasIngressGateway() {
    return !root.at("ingressControllerMode").text().equals("OFF");
  }

  /** Name of the ingress gateway's Service. */
  public String ingressService() {
    return orElse(root.at("ingressService").text(), "istio-ingressgateway");
  }

  /** Whether a provider of access logs is set for the whole mesh. */
  public boolean hasDefaultAccessLogging() {
    return !root.at("defaultProviders", "accessLogging").items().isEmpty();
  }

  /** Names of extension providers of one kind, as in {@code lightstep}. */
  public Set<String> providers(String kind) {
    var names = new HashSet<String>();
    for (var provider : root.at("extensionProviders").items()) {
      if (provider.at(kind).exists()) {
        names.add(provider.at("name").text());
      }
    }
    return names;
  }

  /** Whether proxies answer names and allocate addresses for hosts that have none. */
  public boolean allocatesAddresses() {
    var metadata = root.at("defaultConfig", "proxyMetadata");
    return metadata.at("ISTIO_META_DNS_CAPTURE").text().equals("true")
        && (metadata.at("ISTIO_META_DNS_AUTO_ALLOCATE").text().equals("true")
            || metadata.at("PILOT_ENABLE_IP_AUTOALLOCATE").text().equals("true"));
  }

  /** Variant of the proxy's image; empty for the plain one. */
  public String imageType() {
    return root.at("defaultConfig", "image", "imageType").text();
  }

  /** The mesh's settings of locality load balancing. */
  public Part locality() {
    return root.at("localityLbSetting");
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
