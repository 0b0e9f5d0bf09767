// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.kubernetes.PodSpec;
import io.lateen.base.decode.ObjectReader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells about pods that ask Istio's control plane for the configuration of a gRPC library ({@code
 * GENERATOR: grpc} in the node's metadata) and are recorded with an Envoy: the annotation of the
 * templates decides, not what a stream says (docs/decisions/043).
 */
final class GrpcGenerator {

  /** Becomes {@code GENERATOR} in the metadata (istio/istio pkg/bootstrap/config.go). */
  private static final String VARIABLE = "ISTIO_META_GENERATOR";

  private static final String GRPC = "grpc";
  private static final String TEMPLATES = "inject.istio.io/templates";
  private static final String PROXY = "proxy.istio.io/config";

  private static final Pattern IN_ANNOTATION =
      Pattern.compile("GENERATOR['\"]?\\s*:\\s*['\"]?grpc\\b");

  private static final String MESSAGE =
      "asks for the configuration of a gRPC library, but this pod is recorded with an Envoy, and"
          + " its library is not served";

  private static final String FIX =
      "annotate the pod with 'inject.istio.io/templates: grpc-agent', or remove this";

  private GrpcGenerator() {}

  static void check(ObjectReader document, ObjectMeta meta, PodSpec spec) {
    var proxyless =
        Stream.of(meta.annotation(TEMPLATES).split(","))
            .anyMatch(template -> template.strip().startsWith(GRPC + "-"));
    if (proxyless) {
      return;
    }
    if (IN_ANNOTATION.matcher(meta.annotation(PROXY)).find()) {
      document.part("metadata").part("annotations").warning(PROXY, MESSAGE, FIX);
    }
    if (spec.containers().stream().anyMatch(one -> GRPC.equals(one.env().get(VARIABLE)))) {
      var unused =
          document
              .root("spec")
              .objects("containers", one -> one.objects("env", GrpcGenerator::env));
    }
  }

  private static boolean env(ObjectReader variable) {
    var asks = variable.string("name").equals(VARIABLE) && variable.string("value").equals(GRPC);
    if (asks) {
      variable.warning("value", MESSAGE, FIX);
    }
    return asks;
  }
}
