// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import io.lateen.base.Result;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import io.lateen.base.net.AddressRange;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.controlplane.keyset.KeySetSettings;
import io.lateen.sourcestore.audit.AuditSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@link ControlPlaneConfig} from YAML or JSON; relative paths start at the file's folder.
 */
public final class ConfigDecoder {

  private static final String DEFAULT_TRUST_DOMAIN = "cluster.local";
  private static final Listen DEFAULT_XDS = new Listen("0.0.0.0", 15012);
  private static final Listen DEFAULT_API = new Listen("127.0.0.1", 15014);

  /** No limit can be set higher; memory ends long before. */
  private static final int MOST = 1_000_000;

  private ConfigDecoder() {}

  /** Reads the file. */
  public static Result<ControlPlaneConfig> read(Path file) {
    try {
      return decode(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      return failure(file, "there is no such file");
    } catch (CharacterCodingException e) {
      return failure(file, "is not UTF-8");
    } catch (IOException e) {
      return failure(file, "cannot be read: " + e.getMessage());
    }
  }

  static Result<ControlPlaneConfig> decode(Path file, String text) {
    var documents = Documents.read(file.toString(), text);
    if (documents.problems().hasErrors()) {
      return Result.err(documents.problems());
    }
    if (documents.roots().size() != 1
        || !(documents.roots().getFirst() instanceof Node.Mapping root)) {
      return failure(file, "must be one YAML or JSON object");
    }
    var reading = new Reading(file.toString(), "control plane", true);
    var reader = ObjectReader.of(reading, root);
    var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    var config =
        new ControlPlaneConfig(
            or(reader.string("trustDomain"), DEFAULT_TRUST_DOMAIN),
            folder.resolve(reader.requiredString("dataDir")),
            listen(reader, "xds", DEFAULT_XDS),
            listen(reader, "api", DEFAULT_API),
            reader.strings("configDirs").stream().map(folder::resolve).toList(),
            Optional.of(reader.string("adminCredential"))
                .filter(path -> !path.isEmpty())
                .map(folder::resolve),
            names(reader),
            keySets(reader, folder),
            audit(reader),
            limits(reader),
            CaSettingsDecoder.decode(reader.part("ca"), folder));
    reader.done();
    return reading.failed() ? Result.err(reading.problems()) : Result.ok(config);
  }

  private static KeySetSettings keySets(ObjectReader reader, Path folder) {
    var part = reader.part("keySets");
    var ranges = new ArrayList<AddressRange>();
    for (var item : part.items("allowedAddresses")) {
      var range = item.string().flatMap(AddressRange::parse);
      range.ifPresentOrElse(
          ranges::add,
          () -> item.error("must be an address or a block of them", "write it as in 10.1.0.0/16"));
    }
    var authorities = part.string("authorities");
    var settings =
        new KeySetSettings(
            part.bool("allowHttp"),
            ranges,
            authorities.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(authorities)));
    part.done();
    return settings;
  }

  private static AuditSettings audit(ObjectReader reader) {
    var part = reader.part("audit");
    var standard = AuditSettings.DEFAULT;
    var settings =
        new AuditSettings(
            part.has("segmentRecords")
                ? part.integer("segmentRecords", AuditSettings.LEAST_RECORDS, AuditSettings.MOST)
                : standard.records(),
            part.has("segments")
                ? part.integer("segments", 1, AuditSettings.MOST)
                : standard.segments());
    part.done();
    return settings;
  }

  private static ServingLimits limits(ObjectReader reader) {
    var part = reader.part("limits");
    var otherwise = ServingLimits.DEFAULT;
    var limits =
        new ServingLimits(
            most(part, "connections", otherwise.connections()),
            most(part, "connectionsPerAddress", otherwise.connectionsPerAddress()),
            most(part, "connectionsPerIdentity", otherwise.connectionsPerIdentity()),
            most(part, "streams", otherwise.streams()),
            most(part, "streamsPerIdentity", otherwise.streamsPerIdentity()),
            part.duration("connectionAge").orElse(otherwise.connectionAge()),
            part.has("differences") ? part.bool("differences") : otherwise.differences());
    part.done();
    return limits;
  }

  private static int most(ObjectReader part, String field, int otherwise) {
    return part.has(field) ? part.integer(field, 1, MOST) : otherwise;
  }

  private static List<String> names(ObjectReader reader) {
    return List.copyOf(reader.strings("serverNames"));
  }

  private static Listen listen(ObjectReader reader, String field, Listen otherwise) {
    return reader
        .object(
            field,
            part ->
                new Listen(
                    or(part.string("host"), otherwise.host()),
                    part.has("port") ? part.integer("port", 0, 65535) : otherwise.port()))
        .orElse(otherwise);
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static Result<ControlPlaneConfig> failure(Path file, String message) {
    return Result.err(
        Problem.error(Location.of(file.toString()), "control plane", "", message)
            .withFix("name a readable file with --config"));
  }
}
