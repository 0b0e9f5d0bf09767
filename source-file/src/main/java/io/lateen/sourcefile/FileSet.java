// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that were found, each with the version that was taken over and perhaps a newer one that
 * is not quiet yet. Mutable; belongs to the executor of the source.
 */
final class FileSet {

  /** Nothing waits to become quiet. */
  static final long NOTHING_WAITS = Long.MAX_VALUE;

  private final FileLimits limits;
  private final FileReader reader;
  private final TreeMap<Path, WatchedFile> files = new TreeMap<>();
  private final Map<Path, List<Problem>> refused = new TreeMap<>();
  private final FileState state = new FileState();
  private final Set<Path> waiting = new TreeSet<>();

  /** What the first look has read already. */
  private Map<Path, FileContent> ahead = Map.of();

  FileSet(FileLimits limits, FileReader reader) {
    this.limits = limits;
    this.reader = reader;
  }

  /**
   * Takes over every file that is quiet.
   *
   * @param now nanoseconds
   * @param patient whether new versions must be quiet first; not so at the first look
   * @return nanoseconds until the next file can be quiet, or {@link #NOTHING_WAITS}
   */
  long look(Listing listing, long now, boolean patient) {
    refused.clear();
    var paths = new TreeSet<>(files.keySet());
    paths.addAll(listing.files().keySet());
    ahead = patient ? Map.of() : readAhead(listing.files());
    long wait = NOTHING_WAITS;
    for (Path path : paths) {
      Optional<FileStamp> stamp = Optional.ofNullable(listing.files().get(path));
      if (stamp.isPresent() || listing.knowsAbout(path)) {
        wait = Math.min(wait, take(path, stamp, now, patient));
      }
    }
    ahead = Map.of();
    return wait;
  }

  /**
   * The first look has all files to read; they are read on all processors, the largest first, each
   * by whoever is free.
   */
  private Map<Path, FileContent> readAhead(Map<Path, FileStamp> listed) {
    var paths =
        listed.keySet().stream()
            .sorted()
            .limit(limits.files())
            .filter(path -> !files.containsKey(path))
            .sorted(Comparator.comparingLong((Path path) -> -size(listed, path)))
            .toList();
    var next = new AtomicInteger();
    var read = new ConcurrentHashMap<Path, FileContent>();
    IntStream.rangeClosed(0, ForkJoinPool.getCommonPoolParallelism())
        .parallel()
        .forEach(
            _ -> {
              for (int i = next.getAndIncrement(); i < paths.size(); i = next.getAndIncrement()) {
                read.put(paths.get(i), reader.read(paths.get(i), FileContent.NONE));
              }
            });
    return read;
  }

  private static long size(Map<Path, FileStamp> listed, Path path) {
    return Objects.requireNonNull(listed.get(path)).bytes();
  }

  /**
   * The same for single files; all others are as they were.
   *
   * @param stamps absent inside for files that are missing
   * @param moved entries that a file was moved to; in the place of a quiet one it need not wait
   */
  long look(Map<Path, Optional<FileStamp>> stamps, Set<Path> moved, long now) {
    long wait = NOTHING_WAITS;
    for (var entry : stamps.entrySet()) {
      refused.remove(entry.getKey());
      boolean whole = moved.contains(entry.getKey()) && replaces(entry.getKey(), entry.getValue());
      wait = Math.min(wait, take(entry.getKey(), entry.getValue(), now, !whole));
    }
    return wait;
  }

  /** Whether another file is in the place of one that was read and has been quiet since. */
  private boolean replaces(Path path, Optional<FileStamp> stamp) {
    var file = files.getOrDefault(path, WatchedFile.NEW);
    return stamp.isPresent()
        && file.seen().isEmpty()
        && file.read().filter(old -> !old.identity().equals(stamp.get().identity())).isPresent();
  }

  /** Files with a newer version that is not quiet yet. */
  Set<Path> waiting() {
    return Set.copyOf(waiting);
  }

  private long take(Path path, Optional<FileStamp> stamp, long now, boolean patient) {
    if (isRefused(path)) {
      if (stamp.isPresent()) {
        refuse(path);
      }
      return NOTHING_WAITS;
    }
    long wait = look(path, stamp, now, patient);
    if (wait == NOTHING_WAITS) {
      waiting.remove(path);
    } else {
      waiting.add(path);
    }
    index(path);
    return wait;
  }

  private long look(Path path, Optional<FileStamp> stamp, long now, boolean patient) {
    WatchedFile file = files.getOrDefault(path, WatchedFile.NEW);
    if (stamp.equals(file.read())) {
      files.put(path, file.unchanged());
      return NOTHING_WAITS;
    }
    if (!file.seen().equals(Optional.of(stamp))) {
      file = file.seen(stamp, now);
      files.put(path, file);
    }
    Duration quiet = stamp.isPresent() ? limits.quiet() : limits.gone();
    long rest = file.since() + quiet.toNanos() - now;
    if (patient && rest > 0) {
      return rest;
    }
    if (stamp.isPresent()) {
      var known = ahead.get(path);
      var content = known == null ? reader.read(path, file.content()) : known;
      files.put(path, file.read(stamp.get(), content));
    } else {
      files.remove(path);
    }
    return NOTHING_WAITS;
  }

  private void index(Path path) {
    @Nullable WatchedFile file = files.get(path);
    if (file == null) {
      state.remove(path);
    } else {
      state.put(path, file.content(), file.isVanishing());
    }
  }

  private boolean isRefused(Path path) {
    return files.size() >= limits.files() && !files.containsKey(path);
  }

  private void refuse(Path path) {
    String message = "is not read: there are " + limits.files() + " files already";
    var problem = FileReader.problem(path.toString(), message, "put several objects into one file");
    refused.put(path, List.of(problem));
  }

  /** What has to be told of the files since the last call. */
  FileUpdate changes(Map<Path, List<Problem>> folderProblems) {
    Map<ObjectKey, Problems> problems = new TreeMap<>();
    add(problems, folderProblems);
    add(problems, refused);
    state.others(problems);
    return state.changes();
  }

  private static void add(Map<ObjectKey, Problems> problems, Map<Path, List<Problem>> more) {
    more.forEach(
        (path, list) -> {
          if (!list.isEmpty()) {
            problems.merge(FileUpdate.keyOf(path), new Problems(list), Problems::and);
          }
        });
  }
}
