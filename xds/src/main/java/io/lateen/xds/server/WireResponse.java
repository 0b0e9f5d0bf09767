// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.lateen.xds.stream.StreamResponse;
import io.lateen.xds.stream.StreamResponse.Entry;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a response around the shared bytes of its resources, without building messages: field
 * numbers of {@code DeltaDiscoveryResponse}, {@code DiscoveryResponse}, {@code Resource} (Envoy's
 * envoy/service/discovery/v3/discovery.proto) and {@code google.protobuf.Any}.
 */
final class WireResponse {

  private static final int VERSION_INFO = 1;
  private static final int RESOURCES = 2;
  private static final int TYPE_URL = 4;
  private static final int NONCE = 5;
  private static final int REMOVED_RESOURCES = 6;

  private static final int RESOURCE_NAME = 3;
  private static final int RESOURCE_ALIASES = 4;

  private static final int ANY_TYPE_URL = 1;
  private static final int ANY_VALUE = 2;

  /** Most bytes that are collected before they go on; larger resources go on as they are. */
  private static final int BUFFER_BYTES = 256;

  private final StreamResponse response;
  private final boolean delta;
  private final int size;

  WireResponse(StreamResponse response, boolean delta) {
    this.response = response;
    this.delta = delta;
    this.size = computeSize();
  }

  /** Bytes of the whole message. */
  int size() {
    return size;
  }

  private int computeSize() {
    int total =
        CodedOutputStream.computeStringSize(VERSION_INFO, response.version())
            + CodedOutputStream.computeStringSize(TYPE_URL, response.typeUrl())
            + CodedOutputStream.computeStringSize(NONCE, response.nonce());
    for (var entry : response.entries()) {
      total += nested(RESOURCES, delta ? resourceSize(entry) : anySize(entry));
    }
    for (var name : response.removed()) {
      total += CodedOutputStream.computeStringSize(REMOVED_RESOURCES, name);
    }
    return total;
  }

  private static int nested(int field, int size) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt32SizeNoTag(size)
        + size;
  }

  private int resourceSize(Entry entry) {
    if (entry.difference().isPresent()) {
      return entry.difference().get().size();
    }
    int total = 0;
    for (var alias : entry.aliases()) {
      total += CodedOutputStream.computeStringSize(RESOURCE_ALIASES, alias);
    }
    var resource = entry.resource();
    return total
        + (entry.present()
            ? resource.head(response.typeUrl()).size() + resource.value().size()
            : CodedOutputStream.computeStringSize(RESOURCE_NAME, resource.name()));
  }

  private int anySize(Entry entry) {
    return CodedOutputStream.computeStringSize(ANY_TYPE_URL, response.typeUrl())
        + CodedOutputStream.computeBytesSize(ANY_VALUE, entry.resource().value());
  }

  /** Writes {@link #size} bytes. */
  void writeTo(OutputStream stream) throws IOException {
    var out = CodedOutputStream.newInstance(stream, Math.min(size, BUFFER_BYTES));
    out.writeString(VERSION_INFO, response.version());
    for (var entry : response.entries()) {
      out.writeTag(RESOURCES, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      if (delta) {
        out.writeUInt32NoTag(resourceSize(entry));
        writeResource(out, entry);
      } else {
        out.writeUInt32NoTag(anySize(entry));
        writeAny(out, entry);
      }
    }
    out.writeString(TYPE_URL, response.typeUrl());
    out.writeString(NONCE, response.nonce());
    for (var name : response.removed()) {
      out.writeString(REMOVED_RESOURCES, name);
    }
    out.flush();
  }

  private void writeResource(CodedOutputStream out, Entry entry) throws IOException {
    if (entry.difference().isPresent()) {
      out.writeRawBytes(entry.difference().get());
      return;
    }
    for (var alias : entry.aliases()) {
      out.writeString(RESOURCE_ALIASES, alias);
    }
    var resource = entry.resource();
    if (entry.present()) {
      out.writeRawBytes(resource.head(response.typeUrl()));
      out.writeRawBytes(resource.value());
    } else {
      out.writeString(RESOURCE_NAME, resource.name());
    }
  }

  private void writeAny(CodedOutputStream out, Entry entry) throws IOException {
    out.writeString(ANY_TYPE_URL, response.typeUrl());
    out.writeBytes(ANY_VALUE, entry.resource().value());
  }
}
