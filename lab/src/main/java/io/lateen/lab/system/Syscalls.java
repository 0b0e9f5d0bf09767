// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few functions of the C library that the lab needs. Thread-safe; errors come as {@link
 * IOException} with the name of the function and the errno.
 */
final class Syscalls {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_VALUE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN =
      handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETNS =
      handle("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SOCKET =
      handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      handle("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      handle(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle IF_NAMETOINDEX =
      handle("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle RECV =
      handle("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private Syscalls() {}

  static int open(String path, int flags) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var errno = errno(arena);
      return checked(
          "open " + path, (int) OPEN.invoke(errno, arena.allocateFrom(path), flags), errno);
    } catch (Throwable e) {
      throw failure("open", e);
    }
  }

  static void close(int descriptor) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var errno = errno(arena);
      checked("close", (int) CLOSE.invoke(errno, descriptor), errno);
    } catch (Throwable e) {
      throw failure("close", e);
    }
  }

  static void setns(int descriptor, int type) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var errno = errno(arena);
      checked("setns", (int) SETNS.invoke(errno, descriptor, type), errno);
    } catch (Throwable e) {
      throw failure("setns", e);
    }
  }

  /** 0 when the namespace of the calling thread has no such interface. */
  static int interfaceIndex(String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      return (int) IF_NAMETOINDEX.invoke(errno(arena), arena.allocateFrom(name));
    } catch (Throwable e) {
      throw failure("if_nametoindex", e);
    }
  }

  static int socket(int domain, int type, int protocol) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var errno = errno(arena);
      return checked("socket", (int) SOCKET.invoke(errno, domain, type, protocol), errno);
    } catch (Throwable e) {
      throw failure("socket", e);
    }
  }

  static void bind(int descriptor, MemorySegment address) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var errno = errno(arena);
      int size = (int) address.byteSize();
      checked("bind", (int) BIND.invoke(errno, descriptor, address, size), errno);
    } catch (Throwable e) {
      throw failure("bind", e);
    }
  }

  static void setsockopt(int descriptor, int level, int option, MemorySegment value)
      throws IOException {
    try (var arena = Arena.ofConfined()) {
      var errno = errno(arena);
      int size = (int) value.byteSize();
      checked(
          "setsockopt",
          (int) SETSOCKOPT.invoke(errno, descriptor, level, option, value, size),
          errno);
    } catch (Throwable e) {
      throw failure("setsockopt", e);
    }
  }

  /**
   * Bytes received; -1 when none came in time ({@code SO_RCVTIMEO}) or the call was interrupted.
   */
  static long recv(int descriptor, MemorySegment buffer, int flags) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var errno = errno(arena);
      long count = (long) RECV.invoke(errno, descriptor, buffer, buffer.byteSize(), flags);
      int error = (int) ERRNO_VALUE.get(errno, 0L);
      if (count < 0 && error != Constants.EAGAIN && error != Constants.EINTR) {
        throw new IOException("recv failed with errno " + error);
      }
      return count;
    } catch (Throwable e) {
      throw failure("recv", e);
    }
  }

  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    var options =
        name.equals("open")
            ? new Linker.Option[] {ERRNO, Linker.Option.firstVariadicArg(2)}
            : new Linker.Option[] {ERRNO};
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  private static MemorySegment errno(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  private static int checked(String call, int result, MemorySegment errno) throws IOException {
    if (result < 0) {
      throw new IOException(call + " failed with errno " + (int) ERRNO_VALUE.get(errno, 0L));
    }
    return result;
  }

  private static IOException failure(String call, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof IOException io ? io : new IOException(call + ": " + e, e);
  }
}
