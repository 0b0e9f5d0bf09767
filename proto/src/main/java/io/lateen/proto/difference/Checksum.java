// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto.difference;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC-32C of bytes where they are: copies of many small parts cost more than the sum. */
final class Checksum extends ByteOutput {

  private final CRC32C sum = new CRC32C();

  void add(ByteString bytes) {
    try {
      UnsafeByteOperations.unsafeWriteTo(bytes, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int value() {
    return (int) sum.getValue();
  }

  @Override
  public void write(byte value) {
    sum.update(value);
  }

  @Override
  public void write(byte[] value, int offset, int length) {
    sum.update(value, offset, length);
  }

  @Override
  public void writeLazy(byte[] value, int offset, int length) {
    sum.update(value, offset, length);
  }

  @Override
  public void write(ByteBuffer value) {
    sum.update(value);
  }

  @Override
  public void writeLazy(ByteBuffer value) {
    sum.update(value);
  }
}
