// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.system;

/** Numbers of Linux's user-space interface; the same on x86-64 and arm64. */
final class Constants {

  /** {@code include/uapi/asm-generic/errno-base.h}. */
  static final int EINTR = 4;

  /** {@code include/uapi/asm-generic/errno-base.h}. */
  static final int EAGAIN = 11;

  /** {@code O_RDONLY | O_CLOEXEC}, {@code include/uapi/asm-generic/fcntl.h}. */
  static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

  /** {@code CLONE_NEWNET}, {@code include/uapi/linux/sched.h}. */
  static final int NETWORK_NAMESPACE = 0x40000000;

  /** {@code AF_PACKET}, packet(7). */
  static final int AF_PACKET = 17;

  /** {@code SOCK_RAW | SOCK_CLOEXEC}, socket(2). */
  static final int SOCK_RAW_CLOSE_ON_EXEC = 3 | 0x80000;

  /** {@code ETH_P_ALL}, {@code include/uapi/linux/if_ether.h}. */
  static final int ETH_P_ALL = 3;

  /** {@code SOL_SOCKET}, {@code include/uapi/asm-generic/socket.h}. */
  static final int SOL_SOCKET = 1;

  /** {@code SO_RCVBUF}. */
  static final int SO_RCVBUF = 8;

  /** {@code SO_RCVTIMEO}, a {@code struct timeval} of two longs. */
  static final int SO_RCVTIMEO = 20;

  private Constants() {}
}
