// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.system;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads every frame that passes one interface (packet(7)). Confined to the thread that opened it;
 * needs {@code CAP_NET_RAW}.
 */
public final class PacketSocket implements AutoCloseable {

  /** Longest frame: segmentation offload hands over up to 64 KiB at once. */
  static final int MAX_FRAME_BYTES = 128 * 1024;

  /** What the kernel holds while the reader is slow; more is dropped. */
  private static final int RECEIVE_BUFFER_BYTES = 16 << 20;

  /** Size of {@code struct sockaddr_ll}, packet(7). */
  private static final int ADDRESS_BYTES = 20;

  /** How long one read waits, in microseconds. */
  private static final long TIMEOUT_MICROS = 100_000;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(MAX_FRAME_BYTES);
  private final int descriptor;

  /**
   * Opens a socket in the namespace of the calling thread.
   *
   * @param interfaceName of that namespace, with or without an address of its own
   */
  public PacketSocket(String interfaceName) throws IOException {
    int index = Syscalls.interfaceIndex(interfaceName);
    if (index == 0) {
      throw new IOException("no interface " + interfaceName);
    }
    var networkOrder = Short.toUnsignedInt(Short.reverseBytes((short) Constants.ETH_P_ALL));
    descriptor =
        Syscalls.socket(Constants.AF_PACKET, Constants.SOCK_RAW_CLOSE_ON_EXEC, networkOrder);
    var address = arena.allocate(ADDRESS_BYTES, 4);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) Constants.AF_PACKET);
    address.set(ValueLayout.JAVA_SHORT, 2, (short) networkOrder);
    address.set(ValueLayout.JAVA_INT, 4, index);
    Syscalls.bind(descriptor, address);
    var timeout = arena.allocateFrom(ValueLayout.JAVA_LONG, 0L, TIMEOUT_MICROS);
    Syscalls.setsockopt(descriptor, Constants.SOL_SOCKET, Constants.SO_RCVTIMEO, timeout);
    var size = arena.allocateFrom(ValueLayout.JAVA_INT, RECEIVE_BUFFER_BYTES);
    Syscalls.setsockopt(descriptor, Constants.SOL_SOCKET, Constants.SO_RCVBUF, size);
  }

  /** The next frame; empty when none came within a tenth of a second. */
  public Optional<ByteBuffer> read() throws IOException {
    long count = Syscalls.recv(descriptor, buffer, 0);
    if (count <= 0) {
      return Optional.empty();
    }
    var copy = new byte[(int) count];
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, copy, 0, copy.length);
    return Optional.of(ByteBuffer.wrap(copy).order(ByteOrder.BIG_ENDIAN));
  }

  @Override
  public void close() throws IOException {
    try {
      Syscalls.close(descriptor);
    } finally {
      arena.close();
    }
  }
}
