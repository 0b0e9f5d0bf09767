// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;

/**
 * A socket that reads much at once: TLS over it takes each small record from memory instead of
 * asking the kernel twice. For one reading thread.
 */
final class BufferedSocket extends Socket {

  private static final int BYTES = 65_536;

  private Optional<InputStream> buffered = Optional.empty();

  @Override
  public InputStream getInputStream() throws IOException {
    if (buffered.isEmpty()) {
      buffered = Optional.of(new BufferedInputStream(super.getInputStream(), BYTES));
    }
    return buffered.get();
  }
}
