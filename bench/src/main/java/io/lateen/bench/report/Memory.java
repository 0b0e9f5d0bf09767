// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of processes, from {@code /proc/PID/status} (proc_pid_status(5), VmRSS). */
public final class Memory {

  private static final double KIB_PER_MB = 1_000_000.0 / 1024;

  private Memory() {}

  /** Megabytes (10^6 bytes) of one process. */
  public static double residentMegabytes(long pid) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      var line = lines.filter(text -> text.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MB;
    }
  }
}
