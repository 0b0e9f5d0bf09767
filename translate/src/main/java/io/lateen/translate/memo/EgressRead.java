// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.api.networking.SidecarEgress;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.service.MeshService;
import io.lateen.translate.view.ProxyView;
import java.util.List;
import java.util.Optional;

/** Questions about the outbound listeners of a proxy's Sidecar, as values. */
final class EgressRead {

  private EgressRead() {}

  record Egress() implements Read.OfScope<List<Optional<SidecarEgress>>> {
    @Override
    public List<Optional<SidecarEgress>> answer(ProxyView view) {
      return view.egress();
    }
  }

  record Imported(int egress, String host) implements Read.OfScope<Optional<MeshService>> {
    @Override
    public Optional<MeshService> answer(ProxyView view) {
      return view.imported(egress, host);
    }

    @Override
    public String topic() {
      return host;
    }
  }

  record Covered(int egress, String pattern) implements Read.OfScope<List<MeshService>> {
    @Override
    public List<MeshService> answer(ProxyView view) {
      return view.covered(egress, pattern);
    }

    @Override
    public String topic() {
      return Topics.PATTERNS;
    }
  }

  record Routes(int egress, RouteRank rank)
      implements Read.OfScope<Optional<ResolvedVirtualService>> {
    @Override
    public Optional<ResolvedVirtualService> answer(ProxyView view) {
      return view.routes(egress, rank);
    }

    @Override
    public String topic() {
      return Topics.of(rank);
    }
  }

  record HttpRoutesOf(int egress, String host)
      implements Read.OfScope<Optional<ResolvedVirtualService>> {
    @Override
    public Optional<ResolvedVirtualService> answer(ProxyView view) {
      return view.httpRoutesOf(egress, host);
    }

    @Override
    public String topic() {
      return host;
    }
  }

  record HttpClaims(int egress, String host) implements Read.OfScope<List<ResolvedVirtualService>> {
    @Override
    public List<ResolvedVirtualService> answer(ProxyView view) {
      return view.httpClaims(egress, host);
    }

    @Override
    public String topic() {
      return host;
    }
  }

  record ConnectionRoutes(int egress, String host)
      implements Read.OfScope<List<ResolvedVirtualService>> {
    @Override
    public List<ResolvedVirtualService> answer(ProxyView view) {
      return view.connectionRoutes(egress, host);
    }

    @Override
    public String topic() {
      return host;
    }
  }

  record Aliases(String host) implements Read.OfScope<List<String>> {
    @Override
    public List<String> answer(ProxyView view) {
      return view.aliases(host);
    }

    @Override
    public String topic() {
      return host;
    }
  }
}
