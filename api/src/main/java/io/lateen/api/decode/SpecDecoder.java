// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode;

import io.lateen.api.ObjectMeta;
import io.lateen.api.Spec;
import io.lateen.base.decode.ObjectReader;

/**
 * Decodes and checks the specification of one kind.
 *
 * @param <S> type of the specification
 */
@FunctionalInterface
public interface SpecDecoder<S extends Spec> {

  /**
   * The specification in a document. Problems go to the reading of the document; after an error the
   * result is not used, so that decoders may fill gaps with anything.
   *
   * @param document the whole document; apiVersion, kind and metadata are read already
   * @param meta its metadata
   */
  S decode(ObjectReader document, ObjectMeta meta);
}
