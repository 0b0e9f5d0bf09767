// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of registrations. It is read at intervals instead of watched: reading it costs one
 * directory listing, needs no thread and cannot lose an event. Confined to the loop thread.
 */
public final class RegistrationFolder {

  /** Most workloads of one node; further registrations are refused. */
  static final int MAX_REGISTRATIONS = 1024;

  private static final String SUFFIX = ".json";
  private static final Logger LOG = LoggerFactory.getLogger(RegistrationFolder.class);

  private record Known(FileTime modified, Optional<Registration> registration) {}

  private final Path folder;
  private Map<String, Known> known = new HashMap<>();

  /** Creates a reader of a folder that exists. */
  public RegistrationFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * All registrations by identity. Files that cannot be read are reported once and left out.
   *
   * @throws IOException when the folder cannot be listed; nothing is known to have left then
   */
  public Map<String, Registration> read() throws IOException {
    var now = new HashMap<String, Known>();
    var registrations = new TreeMap<String, Registration>();
    try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (var file : files) {
        if (now.size() == MAX_REGISTRATIONS) {
          LOG.error("more than {} workloads are registered in {}", MAX_REGISTRATIONS, folder);
          break;
        }
        var name = file.getFileName().toString();
        read(file, known.get(name))
            .ifPresent(
                found -> {
                  now.put(name, found);
                  found.registration().ifPresent(one -> registrations.put(one.uid(), one));
                });
      }
    }
    known = now;
    return registrations;
  }

  private static Optional<Known> read(Path file, @Nullable Known before) {
    try {
      var modified = Files.getLastModifiedTime(file);
      if (before != null && before.modified().equals(modified)) {
        return Optional.of(before);
      }
      if (Files.size(file) > Registration.MAX_LENGTH) {
        throw new IOException("longer than " + Registration.MAX_LENGTH + " bytes");
      }
      var decoded = Registration.decode(file.getFileName().toString(), Files.readString(file));
      if (!decoded.isOk()) {
        LOG.error("{}", decoded.problems().render());
      }
      return Optional.of(new Known(modified, decoded.toOptional()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.error("{} cannot be read: {}", file, e.getMessage());
      return Optional.ofNullable(before);
    }
  }
}
