// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch of the JDK: inotify on Linux. */
public final class JdkFolderWatch implements FolderWatch {

  private static final Logger LOG = LoggerFactory.getLogger(JdkFolderWatch.class);

  private final WatchService service;
  private final Executor waiter;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  /**
   * A watch that is quiet until {@link #start}.
   *
   * @param waiter gives one thread to the watch until {@link #close}
   * @throws UncheckedIOException when the system has no more watches to give
   */
  public JdkFolderWatch(Executor waiter) {
    this.waiter = waiter;
    try {
      this.service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot watch folders", e);
    }
  }

  @Override
  public void start(Consumer<FolderChange> changed) {
    waiter.execute(() -> await(changed));
  }

  private void await(Consumer<FolderChange> changed) {
    try {
      while (true) {
        WatchKey key = service.take();
        var change = change(key);
        key.reset();
        changed.accept(change);
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("the watch is closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * An entry that appears under a name that is taken was moved there; of others it cannot be told
   * from one that is being written, so whoever asks must know what was there before.
   */
  private static FolderChange change(WatchKey key) {
    Set<Path> appeared = new HashSet<>();
    Set<Path> others = new HashSet<>();
    for (var event : key.pollEvents()) {
      if (key.watchable() instanceof Path folder && event.context() instanceof Path name) {
        (event.kind() == ENTRY_CREATE ? appeared : others).add(folder.resolve(name));
      } else {
        key.pollEvents();
        return FolderChange.UNKNOWN; // Events were lost.
      }
    }
    Set<Path> moved = new HashSet<>(appeared);
    moved.removeAll(others);
    others.addAll(appeared);
    return new FolderChange(others, moved);
  }

  @Override
  public synchronized boolean follow(Set<Path> folders) {
    keys.entrySet()
        .removeIf(entry -> !folders.contains(entry.getKey()) && cancel(entry.getValue()));
    keys.values().removeIf(key -> !key.isValid());
    boolean added = false;
    for (Path folder : folders) {
      if (!keys.containsKey(folder)) {
        added |= register(folder);
      }
    }
    return added;
  }

  private static boolean cancel(WatchKey key) {
    key.cancel();
    return true;
  }

  private boolean register(Path folder) {
    try {
      keys.put(folder, folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
      return true;
    } catch (IOException e) {
      LOG.warn("{} is not watched, only looked at now and then: {}", folder, e.getMessage());
      return false;
    } catch (ClosedWatchServiceException e) {
      LOG.debug("{} is not watched any more: the watch is closed", folder);
      return false;
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.debug("closing the watch failed", e);
    }
  }
}
