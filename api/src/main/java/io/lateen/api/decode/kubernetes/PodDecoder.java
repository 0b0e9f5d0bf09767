// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.kubernetes.Pod;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/** Decodes Pods (Kubernetes API v1.Pod). */
public final class PodDecoder implements SpecDecoder<Pod> {

  @Override
  public Pod decode(ObjectReader document, ObjectMeta meta) {
    var status = document.part("status");
    var spec = PodSpecDecoder.decode(document.root("spec"));
    GrpcGenerator.check(document, meta, spec);
    return new Pod(
        spec,
        status.string("phase"),
        podIps(status),
        isReady(status),
        document.object("metadata").filter(found -> found.has("deletionTimestamp")).isPresent());
  }

  private static List<String> podIps(ObjectReader status) {
    var all = status.objects("podIPs", part -> part.string("ip"));
    var one = status.string("podIP");
    if (!all.isEmpty()) {
      return all;
    }
    return one.isEmpty() ? List.of() : List.of(one);
  }

  private static boolean isReady(ObjectReader status) {
    return status
        .objects(
            "conditions",
            part -> part.string("type").equals("Ready") && part.string("status").equals("True"))
        .contains(true);
  }
}
