// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import com.google.protobuf.Message;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;

/** Messages and trees made of YAML. */
final class Trees {

  private Trees() {}

  static Node.Mapping tree(String yaml) {
    return (Node.Mapping) Documents.read("test.yaml", yaml).roots().getFirst();
  }

  @SuppressWarnings("unchecked") // a builder builds its own type
  static <T extends Message> T read(T empty, String yaml) {
    var reader = new MessageReader();
    var builder = empty.newBuilderForType();
    reader.read(tree(yaml), builder);
    if (!reader.faults().isEmpty()) {
      throw new IllegalArgumentException(reader.faults().toString());
    }
    return (T) builder.build();
  }
}
