// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file: magic, format version, length and CRC-32C of the body, then one length-delimited {@code
 * DeltaDiscoveryResponse} per type. It is written beside its place, forced to the disk and renamed,
 * so a crash leaves the old or the new one; the directory is not forced, because losing the newest
 * save to a power cut only means the one before it. Mode 0600: routes may be private to a tenant.
 */
public final class FileLastGoodStore implements LastGoodStore {

  private static final Logger LOG = LoggerFactory.getLogger(FileLastGoodStore.class);

  /** "LTNG". */
  private static final int MAGIC = 0x4c544e47;

  private static final int FORMAT = 1;
  private static final int HEADER_BYTES = 4 * Integer.BYTES;

  private final Path file;
  private final int maxBytes;

  /** A store that refuses files over {@link RelayLimits#MAX_FILE_BYTES}. */
  public FileLastGoodStore(Path file) {
    this(file, RelayLimits.MAX_FILE_BYTES);
  }

  FileLastGoodStore(Path file, int maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  @Override
  public LastGood load() {
    try {
      if (!Files.exists(file)) {
        return LastGood.NONE;
      }
      if (Files.size(file) > maxBytes) {
        throw new IOException("larger than " + maxBytes + " bytes");
      }
      return decode(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException e) {
      LOG.warn(
          "last good configuration {} is not readable and is ignored: {}", file, e.getMessage());
      return LastGood.NONE;
    }
  }

  private static LastGood decode(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() < HEADER_BYTES || bytes.getInt() != MAGIC) {
      throw new IOException("not a last good configuration");
    }
    int format = bytes.getInt();
    if (format != FORMAT) {
      throw new IOException("format " + format + ", expected " + FORMAT);
    }
    int length = bytes.getInt();
    int crc = bytes.getInt();
    if (length != bytes.remaining() || crc != crc(bytes.array(), bytes.position(), length)) {
      throw new IOException("truncated or damaged");
    }
    var body = new ByteArrayInputStream(bytes.array(), bytes.position(), length);
    Map<String, List<Resource>> types = new HashMap<>();
    for (var type = DeltaDiscoveryResponse.parseDelimitedFrom(body);
        type != null;
        type = DeltaDiscoveryResponse.parseDelimitedFrom(body)) {
      types.put(type.getTypeUrl(), type.getResourcesList());
    }
    return new LastGood(types);
  }

  @Override
  public void save(LastGood lastGood) throws IOException {
    var body = new ByteArrayOutputStream();
    for (var type : new TreeMap<>(lastGood.types()).entrySet()) {
      DeltaDiscoveryResponse.newBuilder()
          .setTypeUrl(type.getKey())
          .addAllResources(type.getValue())
          .build()
          .writeDelimitedTo(body);
      if (body.size() > maxBytes - HEADER_BYTES) {
        throw new IOException("larger than " + maxBytes + " bytes; the older one is kept");
      }
    }
    write(body.toByteArray());
  }

  private void write(byte[] body) throws IOException {
    var header =
        ByteBuffer.allocate(HEADER_BYTES)
            .putInt(MAGIC)
            .putInt(FORMAT)
            .putInt(body.length)
            .putInt(crc(body, 0, body.length))
            .flip();
    Files.createDirectories(file.toAbsolutePath().getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      var parts = new ByteBuffer[] {header, ByteBuffer.wrap(body)};
      while (parts[1].hasRemaining() || parts[0].hasRemaining()) {
        channel.write(parts);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int crc(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  @Override
  public void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".new"));
  }
}
