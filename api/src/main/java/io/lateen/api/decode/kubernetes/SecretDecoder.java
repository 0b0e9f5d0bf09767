// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.credential.SecretReader;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.kubernetes.Secret;
import io.lateen.base.decode.ObjectReader;

/** Decodes Secrets after their private values were sealed. */
public final class SecretDecoder implements SpecDecoder<Secret> {

  @Override
  public Secret decode(ObjectReader document, ObjectMeta meta) {
    return SecretReader.read(document.string("type"), document.stringMap("data"));
  }
}
