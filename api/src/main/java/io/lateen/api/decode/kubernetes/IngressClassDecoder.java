// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.kubernetes.IngressClass;
import io.lateen.base.decode.ObjectReader;

/** Decodes classes of Ingresses (Kubernetes API networking.k8s.io/v1). */
public final class IngressClassDecoder implements SpecDecoder<IngressClass> {

  @Override
  public IngressClass decode(ObjectReader document, ObjectMeta meta) {
    return new IngressClass(document.root("spec").string("controller"));
  }
}
