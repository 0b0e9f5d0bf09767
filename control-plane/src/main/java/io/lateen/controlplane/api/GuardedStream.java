// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** An answer over time that ends with the right to it: nothing is written after that. */
final class GuardedStream extends FilterOutputStream {

  private final BooleanSupplier allowed;

  GuardedStream(OutputStream out, BooleanSupplier allowed) {
    super(out);
    this.allowed = allowed;
  }

  @Override
  public void write(int b) throws IOException {
    check();
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    check();
    out.write(bytes, from, count);
  }

  private void check() throws IOException {
    if (!allowed.getAsBoolean()) {
      throw new IOException("the reader may not see this any more");
    }
  }
}
