// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.node.IssueEvents;
import io.lateen.identity.authority.IssuedLeaf;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who got which certificate when: one line of JSON for each, in files of bounded size that follow
 * each other, {@code issued.log} first. Whoever issues only puts it on a queue; lines are on disk a
 * moment later, many small writes in place of a long one that others would wait for, and a crash or
 * a full disk loses the last ones, which the chained audit log does not (docs/load-bearing.md).
 * Safe for all threads.
 */
public final class IssuedLog implements IssueEvents, AutoCloseable {

  /** Certificates that wait to be written; what is more is counted and not recorded. */
  static final int MAX_WAITING = 50_000;

  /** Size at which a file is closed, in bytes; a line has about 250. */
  static final long MAX_BYTES = 16 << 20;

  /** Files, the one that is written included. */
  static final int MAX_FILES = 8;

  /** From a certificate to its line and those of others meanwhile. */
  static final Duration DELAY = Duration.ofMillis(100);

  /** From a failure to the next attempt. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(IssuedLog.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonFactory LINES =
      JsonFactory.builder()
          .rootValueSeparator("\n")
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private record Issued(Instant at, IssuedLeaf leaf, String to) {}

  private final Path folder;
  private final long maxBytes;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final Executor disk;
  private final AtomicBoolean due = new AtomicBoolean();
  private final ArrayBlockingQueue<Issued> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong unrecorded = new AtomicLong();

  /**
   * A log in files of the folder, which need not exist.
   *
   * @param disk writes; one task at a time
   */
  public IssuedLog(Path folder, InstantSource clock, Scheduler scheduler, Executor disk) {
    this(folder, MAX_BYTES, clock, scheduler, disk);
  }

  IssuedLog(Path folder, long maxBytes, InstantSource clock, Scheduler scheduler, Executor disk) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.scheduler = scheduler;
    this.disk = disk;
  }

  @Override
  public void issued(IssuedLeaf leaf, String to) {
    if (!waiting.offer(new Issued(clock.instant(), leaf, to))) {
      lost.incrementAndGet();
      unrecorded.incrementAndGet();
    }
    writeAfter(DELAY);
  }

  private void writeAfter(Duration delay) {
    if (due.compareAndSet(false, true)) {
      scheduler.schedule(delay, () -> disk.execute(this::write));
    }
  }

  /** How many certificates wait to be written. */
  public int waiting() {
    return waiting.size();
  }

  /** How many certificates have no line, since the start. */
  public long unrecorded() {
    return unrecorded.get();
  }

  /** Writes what waits. */
  private synchronized void write() {
    due.set(false);
    var all = new ArrayList<Issued>();
    waiting.drainTo(all);
    long missing = lost.getAndSet(0);
    if (all.isEmpty() && missing == 0) {
      return;
    }
    try {
      turn();
      append(all, missing);
    } catch (IOException | JacksonException e) { // Jackson wraps what the disk says.
      lost.addAndGet(all.size() + missing);
      unrecorded.addAndGet(all.size());
      LOG.error("{} certificates are not recorded: {}", all.size() + missing, e.getMessage());
      writeAfter(AFTER_FAILURE);
    }
  }

  private void append(List<Issued> all, long missing) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (var out = writer()) {
      if (missing > 0) {
        out.write(JSON.createObjectNode().put("unrecorded", missing) + "\n");
      }
      if (all.isEmpty()) {
        return;
      }
      try (var json = LINES.createGenerator(ObjectWriteContext.empty(), out)) {
        var times = new IssuedTimes();
        all.forEach(one -> write(json, one, times));
      }
      out.write('\n');
    }
  }

  private Writer writer() throws IOException {
    var file = file(0);
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  private static void write(JsonGenerator json, Issued one, IssuedTimes times) {
    json.writeStartObject();
    json.writeStringProperty("time", times.moment(one.at()));
    json.writeStringProperty("serial", one.leaf().serial().toString(16));
    json.writeStringProperty("id", one.leaf().id().toString());
    json.writeStringProperty("notAfter", times.second(one.leaf().notAfter()));
    json.writeStringProperty("to", one.to());
    json.writeEndObject();
  }

  private void turn() throws IOException {
    if (!Files.exists(file(0)) || Files.size(file(0)) < maxBytes) {
      return;
    }
    for (int number = MAX_FILES - 1; number > 0; number--) {
      if (Files.exists(file(number - 1))) {
        Files.move(file(number - 1), file(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path file(int number) {
    return folder.resolve(number == 0 ? "issued.log" : "issued." + number + ".log");
  }

  /** Writes what waits a last time. */
  @Override
  public void close() {
    write();
  }
}
