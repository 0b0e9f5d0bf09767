// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A response as gRPC takes it: known length, copied once, straight into the transport's buffers.
 */
final class WireStream extends InputStream implements KnownLength, Drainable {

  private final WireResponse response;
  private @Nullable InputStream copy;
  private boolean drained;

  WireStream(WireResponse response) {
    this.response = response;
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    if (copy != null) {
      return (int) copy.transferTo(target);
    }
    if (drained) {
      return 0;
    }
    drained = true;
    response.writeTo(target);
    return response.size();
  }

  @Override
  public int available() throws IOException {
    if (copy != null) {
      return copy.available();
    }
    return drained ? 0 : response.size();
  }

  @Override
  public int read() throws IOException {
    return copied().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return copied().read(target, offset, length);
  }

  /** Only transports within the process read; the network drains. */
  private InputStream copied() throws IOException {
    var stream = copy;
    if (stream == null) {
      var bytes = new ByteArrayOutputStream(response.size());
      if (!drained) {
        response.writeTo(bytes);
      }
      stream = new ByteArrayInputStream(bytes.toByteArray());
      copy = stream;
    }
    return stream;
  }
}
