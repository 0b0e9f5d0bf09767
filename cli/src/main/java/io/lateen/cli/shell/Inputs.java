// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import io.lateen.client.DocumentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code -f}: files, folders with all that is below them, and {@code -} for stdin. */
public final class Inputs {

  /** Longest input that is read (docs/limits.md). */
  static final int MAX_BYTES = 64 << 20;

  /** Deepest folder below a named one. */
  private static final int MAX_DEPTH = 16;

  private Inputs() {}

  /** All sources, folders in the order of their paths. */
  public static List<DocumentSource> read(List<String> names, Shell shell) throws CommandException {
    if (names.isEmpty()) {
      throw CommandException.usage(
          "there is no -f", "name a file or folder with -f, or - for stdin");
    }
    var sources = new ArrayList<DocumentSource>();
    for (var name : names) {
      if (name.equals("-")) {
        sources.add(stdin(shell));
      } else if (Files.isDirectory(Path.of(name))) {
        sources.addAll(folder(Path.of(name)));
      } else {
        sources.add(file(Path.of(name)));
      }
    }
    return List.copyOf(sources);
  }

  private static List<DocumentSource> folder(Path folder) throws CommandException {
    var sources = new ArrayList<DocumentSource>();
    try (var paths = Files.walk(folder, MAX_DEPTH)) {
      for (var path : paths.filter(Inputs::isConfiguration).sorted().toList()) {
        sources.add(file(path));
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    if (sources.isEmpty()) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          folder + " holds no *.yaml, *.yml or *.json",
          "name the folder that holds the configuration");
    }
    return sources;
  }

  private static boolean isConfiguration(Path path) {
    var name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }

  private static DocumentSource file(Path path) throws CommandException {
    try (var in = Files.newInputStream(path)) {
      return new DocumentSource(
          path.toString(), text(path.toString(), in.readNBytes(MAX_BYTES + 1)));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static DocumentSource stdin(Shell shell) throws CommandException {
    try {
      return new DocumentSource("-", text("stdin", shell.in().readNBytes(MAX_BYTES + 1)));
    } catch (IOException e) {
      throw unreadable(Path.of("-"), e);
    }
  }

  private static String text(String name, byte[] bytes) throws CommandException {
    if (bytes.length > MAX_BYTES) {
      throw new CommandException(
          ExitCode.BAD_INPUT, name + " is longer than " + MAX_BYTES + " bytes", "split it");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT, name + " is not UTF-8", "save it in the encoding UTF-8");
    }
  }

  private static CommandException unreadable(Path path, IOException e) {
    var reason = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
    return new CommandException(
        ExitCode.BAD_INPUT, path + " cannot be read: " + reason, "check the path after -f");
  }
}
