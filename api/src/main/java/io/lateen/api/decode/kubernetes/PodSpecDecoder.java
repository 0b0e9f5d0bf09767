// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.kubernetes.Container;
import io.lateen.api.kubernetes.ContainerPort;
import io.lateen.api.kubernetes.PodSpec;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.TreeMap;

/** Decodes what pods are asked to run (Kubernetes API v1.PodSpec). */
final class PodSpecDecoder {

  private PodSpecDecoder() {}

  static PodSpec decode(ObjectReader in) {
    var account = in.string("serviceAccountName");
    return new PodSpec(
        account.isEmpty() ? in.string("serviceAccount") : account,
        in.string("nodeName"),
        in.bool("hostNetwork"),
        in.objects("containers", PodSpecDecoder::container),
        in.string("hostname"),
        in.string("subdomain"));
  }

  private static Container container(ObjectReader in) {
    return new Container(
        in.requiredString("name"),
        in.string("image"),
        in.strings("command"),
        in.strings("args"),
        env(in),
        in.objects("ports", PodSpecDecoder::port));
  }

  private static Map<String, String> env(ObjectReader in) {
    var env = new TreeMap<String, String>();
    in.objects(
        "env", part -> part.has("value") ? env.put(part.string("name"), part.string("value")) : "");
    return env;
  }

  private static ContainerPort port(ObjectReader in) {
    return new ContainerPort(
        in.string("name"), in.integer("containerPort", 1, 65_535), transport(in));
  }

  /** TCP, UDP or SCTP; TCP when absent. */
  static String transport(ObjectReader in) {
    var protocol = in.string("protocol");
    return switch (protocol) {
      case "" -> "TCP";
      case "TCP", "UDP", "SCTP" -> protocol;
      default -> {
        in.error("protocol", "must be TCP, UDP or SCTP");
        yield "TCP";
      }
    };
  }
}
