// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes Endpoints (Kubernetes API v1.Endpoints), outdated since Kubernetes 1.33, as the
 * EndpointSlice of the service of their name. It counts while the service has no EndpointSlice.
 */
public final class EndpointsDecoder implements SpecDecoder<EndpointSlice> {

  private static final String SUBSETS = "subsets";

  @Override
  public EndpointSlice decode(ObjectReader document, ObjectMeta meta) {
    var slices = document.objects(SUBSETS, part -> slice(part, meta.name()));
    if (slices.size() > 1) {
      document.warning(
          SUBSETS,
          "only the first subset is read",
          "write an EndpointSlice for each group of ports");
    }
    return slices.isEmpty()
        ? new EndpointSlice(meta.name(), "IPv4", List.of(), List.of())
        : slices.getFirst();
  }

  private static EndpointSlice slice(ObjectReader in, String service) {
    var endpoints = new ArrayList<SliceEndpoint>();
    endpoints.addAll(in.objects("addresses", part -> endpoint(part, true)));
    endpoints.addAll(in.objects("notReadyAddresses", part -> endpoint(part, false)));
    var ipv6 =
        endpoints.stream()
            .flatMap(one -> one.addresses().stream())
            .findFirst()
            .filter(Addresses::isIpv6)
            .isPresent();
    return new EndpointSlice(
        service,
        ipv6 ? "IPv6" : "IPv4",
        endpoints,
        in.objects("ports", EndpointSliceDecoder::port));
  }

  private static SliceEndpoint endpoint(ObjectReader in, boolean ready) {
    return new SliceEndpoint(
        List.of(in.requiredString("ip")),
        ready,
        ready,
        false,
        in.string("hostname"),
        in.string("nodeName"),
        "",
        in.object("targetRef", EndpointSliceDecoder::reference));
  }
}
