// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.kubernetes.Deployment;
import io.lateen.api.kubernetes.PodTemplate;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;

/** Decodes Deployments (Kubernetes API apps/v1). */
public final class DeploymentDecoder implements SpecDecoder<Deployment> {

  @Override
  public Deployment decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var template = template(in.part("template"));
    var selector = in.object("selector", part -> part.stringMap("matchLabels")).orElse(Map.of());
    if (!template.labels().entrySet().containsAll(selector.entrySet())) {
      in.error("selector", "does not match the labels of the template");
    }
    if (template.spec().containers().isEmpty()) {
      in.error("template", "needs at least one container");
    }
    return new Deployment(
        in.optionalInteger("replicas", 0, Integer.MAX_VALUE).orElse(1), selector, template);
  }

  private static PodTemplate template(ObjectReader in) {
    var metadata = in.part("metadata");
    return new PodTemplate(
        metadata.stringMap("labels"),
        metadata.stringMap("annotations"),
        PodSpecDecoder.decode(in.part("spec")));
  }
}
