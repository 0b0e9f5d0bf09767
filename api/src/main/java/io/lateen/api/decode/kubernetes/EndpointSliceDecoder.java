// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.ObjectReference;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.api.kubernetes.SlicePort;
import io.lateen.base.decode.ObjectReader;

/** Decodes EndpointSlices (Kubernetes API discovery.k8s.io/v1). */
public final class EndpointSliceDecoder implements SpecDecoder<EndpointSlice> {

  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  @Override
  public EndpointSlice decode(ObjectReader document, ObjectMeta meta) {
    return new EndpointSlice(
        meta.label(SERVICE_LABEL),
        document.requiredString("addressType"),
        document.objects("endpoints", EndpointSliceDecoder::endpoint),
        document.objects("ports", EndpointSliceDecoder::port));
  }

  private static SliceEndpoint endpoint(ObjectReader in) {
    var conditions = in.part("conditions");
    var ready = conditions.optionalBool("ready").orElse(true);
    var addresses = in.strings("addresses");
    if (addresses.isEmpty()) {
      in.error("addresses", "needs at least one address");
    }
    return new SliceEndpoint(
        addresses,
        ready,
        conditions.optionalBool("serving").orElse(ready),
        conditions.bool("terminating"),
        in.string("hostname"),
        in.string("nodeName"),
        in.string("zone"),
        in.object("targetRef", EndpointSliceDecoder::reference));
  }

  static ObjectReference reference(ObjectReader in) {
    return new ObjectReference(
        in.string("kind"), in.string("namespace"), in.string("name"), in.string("uid"));
  }

  static SlicePort port(ObjectReader in) {
    return new SlicePort(
        in.string("name"),
        in.integer("port", 0, 65_535),
        PodSpecDecoder.transport(in),
        in.string("appProtocol"));
  }
}
