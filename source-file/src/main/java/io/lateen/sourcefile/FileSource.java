// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.time.Cancellable;
import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Configuration from watched folders. Tells its first state, even when it is empty, and then each
 * change. An object that becomes invalid keeps its last good version; files that are being written
 * or replaced are left alone until they are quiet; a folder that disappears takes nothing with it.
 */
public final class FileSource implements AutoCloseable {

  private final FileLimits limits;
  private final Seams seams;
  private final Consumer<FileUpdate> sink;
  private final FolderLister lister;
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** Entries of folders that changed since the last look, and whether all was a move to them. */
  private final Map<Path, Boolean> touched = new ConcurrentHashMap<>();

  /** Whether it is not known what changed since the last look. */
  private final AtomicBoolean lost = new AtomicBoolean(true);

  private final FileSet files;
  private Listing listing = Listing.EMPTY;
  private long listed;
  private boolean started;
  private boolean closed;
  private Cancellable next = () -> {};

  /**
   * What the source gets from its surroundings.
   *
   * @param executor runs one task at a time; all reading happens there, that of the first look on
   *     the processors' common pool beside it
   */
  public record Seams(FolderWatch watch, Scheduler scheduler, NanoClock clock, Executor executor) {}

  /**
   * A source that is quiet until {@link #start}.
   *
   * @param folders folders, or single files
   * @param sink called on the executor
   */
  public FileSource(
      List<Path> folders,
      DocumentDecoder decoder,
      FileLimits limits,
      Seams seams,
      Consumer<FileUpdate> sink) {
    this.limits = limits;
    this.seams = seams;
    this.sink = sink;
    this.lister = new FolderLister(List.copyOf(folders), limits);
    this.files = new FileSet(limits, new FileReader(decoder, limits));
  }

  /** Begins to watch and tells the first state on the executor. */
  public void start() {
    seams.watch().start(this::changed);
    soon();
  }

  /** Something has changed: looks soon. Any thread. */
  private void changed(FolderChange change) {
    change
        .entries()
        .forEach(
            entry -> touched.merge(entry, change.moved().contains(entry), Boolean::logicalAnd));
    if (change.entries().isEmpty() || touched.size() > limits.files()) {
      lost.set(true);
    }
    soon();
  }

  private void soon() {
    if (waiting.compareAndSet(false, true)) {
      seams.executor().execute(this::scan);
    }
  }

  /** Looks and tells what changed; on the executor only. */
  void scan() {
    waiting.set(false);
    if (closed) {
      return;
    }
    long delay = limits.rescan().toNanos();
    try {
      delay = Math.min(look(), untilRescan());
    } finally {
      next.cancel();
      next = seams.scheduler().schedule(Duration.ofNanos(delay), this::soon);
    }
  }

  private long untilRescan() {
    return listed + limits.rescan().toNanos() - seams.clock().nanos();
  }

  /** What is known to have changed does not wait for the look at all the rest. */
  private long look() {
    var wait = lookAtTouched(lost.getAndSet(false));
    if (wait.isPresent() && untilRescan() > 0) {
      return wait.getAsLong();
    }
    return lookAtAll();
  }

  /** Empty when the folders have to be listed. */
  private OptionalLong lookAtTouched(boolean unknown) {
    var entries = new HashSet<>(touched.keySet());
    var moved = new HashSet<Path>();
    for (var entry : entries) {
      if (Boolean.TRUE.equals(touched.remove(entry))) {
        moved.add(entry);
      }
    }
    entries.addAll(files.waiting());
    var stamps =
        unknown
            ? Optional.<Map<Path, Optional<FileStamp>>>empty()
            : lister.stamps(entries, listing.folders());
    if (stamps.isEmpty()) {
      return OptionalLong.empty();
    }
    long wait = files.look(stamps.get(), moved, seams.clock().nanos());
    tell(files.changes(listing.problems()));
    return OptionalLong.of(wait);
  }

  private long lookAtAll() {
    listing = lister.list();
    if (seams.watch().follow(listing.folders())) {
      listing = lister.list(); // Files may have come between the first look and the watch.
    }
    listed = seams.clock().nanos();
    long wait = files.look(listing, listed, started);
    tell(files.changes(listing.problems()));
    return wait;
  }

  private void tell(FileUpdate update) {
    if (!started || !update.isEmpty()) {
      started = true;
      sink.accept(update);
    }
  }

  /** Ends watching; nothing is told any more. Any thread. */
  @Override
  public void close() {
    seams.watch().close();
    seams
        .executor()
        .execute(
            () -> {
              closed = true;
              next.cancel();
            });
  }
}
