// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import com.google.protobuf.ByteString;
import io.lateen.translate.EncodedResource;
import java.util.Optional;

/** The last step of a resource before its stream: what was sealed is opened here. */
public interface Outgoing {

  /** Every resource as the translator made it. */
  Outgoing AS_MADE = (type, resource) -> Optional.of(resource.bytes());

  /** The bytes to send; empty when the resource cannot be sent. */
  Optional<ByteString> bytes(String typeUrl, EncodedResource resource);
}
