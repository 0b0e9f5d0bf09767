// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists folders: {@code *.yaml}, {@code *.yml} and {@code *.json} at any depth. Follows links,
 * leaves out names that begin with a dot: editors and Kubernetes' mounted volumes keep their own
 * there.
 */
final class FolderLister {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final List<Path> roots;
  private final FileLimits limits;

  FolderLister(List<Path> roots, FileLimits limits) {
    this.roots = roots;
    this.limits = limits;
  }

  Listing list() {
    var visit = new Visit();
    for (Path root : roots) {
      visit.walk(root);
    }
    return new Listing(visit.files, visit.folders, visit.unreadable, visit.problems);
  }

  /**
   * Looks at single entries of folders that a listing entered.
   *
   * @return the stamps of those that are or were files with configuration, absent inside for those
   *     that are gone; empty when the folders have to be listed to know
   */
  Optional<Map<Path, Optional<FileStamp>>> stamps(Set<Path> entries, Set<Path> folders) {
    Map<Path, Optional<FileStamp>> stamps = new TreeMap<>();
    for (Path entry : entries) {
      if (folders.contains(entry) || !folders.contains(entry.getParent())) {
        return Optional.empty();
      }
      if (isConfiguration(entry)) {
        var stamp = stamp(entry);
        if (stamp.isEmpty() && Files.exists(entry)) {
          return Optional.empty();
        }
        stamps.put(entry, stamp);
      } else if (!isOther(entry)) {
        return Optional.empty();
      }
    }
    return roots.stream().allMatch(Files::isDirectory) ? Optional.of(stamps) : Optional.empty();
  }

  private static Optional<FileStamp> stamp(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(FileStamp.of(attributes)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether an entry is surely neither a folder nor a link, and was none. */
  private static boolean isOther(Path entry) {
    return entry.getFileName().toString().startsWith(".")
        ? Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
        : Files.notExists(entry, LinkOption.NOFOLLOW_LINKS)
            || Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isConfiguration(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** One walk over all roots. */
  private final class Visit extends SimpleFileVisitor<Path> {

    private final SortedMap<Path, FileStamp> files = new TreeMap<>();
    private final Set<Path> folders = new HashSet<>();
    private final Set<Path> unreadable = new HashSet<>();
    private final Map<Path, List<Problem>> problems = new TreeMap<>();
    private Path root = Path.of("");

    void walk(Path start) {
      root = start;
      try {
        var options = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        Files.walkFileTree(start, options, limits.depth(), this);
      } catch (IOException e) {
        unreadable(start, "cannot be listed: " + e.getMessage(), "check the folder");
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root) && folder.getFileName().toString().startsWith(".")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      folders.add(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isDirectory()) {
        unreadable(
            file,
            "is nested deeper than " + limits.depth() + " folders and not read",
            "move it up");
      } else if (attributes.isRegularFile() && (file.equals(root) || isConfiguration(file))) {
        files.put(file, FileStamp.of(attributes));
        if (file.equals(root)) {
          Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(folders::add);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      if (path.equals(root)) {
        boolean missing = failure instanceof NoSuchFileException;
        unreadable(
            path,
            missing ? "does not exist" : "cannot be read: " + failure.getMessage(),
            missing
                ? "create the folder, or correct configDirs; objects read before stay in force"
                : "give the control plane's user access to it");
      } else if (failure instanceof FileSystemLoopException) {
        problem(path, "is a link that leads back to itself, not followed", "remove the link");
      } else if (!(failure instanceof NoSuchFileException)) {
        unreadable(path, "cannot be read: " + failure.getMessage(), "check its permissions");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      Optional.ofNullable(failure)
          .ifPresent(
              reason ->
                  unreadable(
                      folder, "cannot be listed: " + reason.getMessage(), "check the folder"));
      return FileVisitResult.CONTINUE;
    }

    private void unreadable(Path path, String message, String fix) {
      unreadable.add(path);
      problem(path, message, fix);
    }

    private void problem(Path path, String message, String fix) {
      problems
          .computeIfAbsent(path, key -> new ArrayList<>())
          .add(Problem.error(Location.of(path.toString()), "", "", message).withFix(fix));
    }
  }
}
