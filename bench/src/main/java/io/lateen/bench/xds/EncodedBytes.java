// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Messages that are encoded already; the library learns their length and copies them once. */
final class EncodedBytes implements Marshaller<byte[]> {

  private static final class Encoded extends ByteArrayInputStream implements KnownLength {
    Encoded(byte[] bytes) {
      super(bytes);
    }
  }

  @Override
  public InputStream stream(byte[] value) {
    return new Encoded(value);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
