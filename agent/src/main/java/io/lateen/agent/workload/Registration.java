// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.base.Result;
import io.lateen.base.decode.DecodeLimits;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import java.nio.file.Path;

/**
 * What this machine says about a workload that runs on it; written by whoever creates the network
 * namespace (on Kubernetes the CNI plugin).
 *
 * @param uid identity of the workload
 * @param networkNamespace absolute path of its network namespace
 */
public record Registration(String uid, Path networkNamespace) {

  /** Longest file of a registration, in characters. */
  public static final int MAX_LENGTH = 4096;

  /** Longest identity, in characters: a UUID has 36. */
  static final int MAX_UID_LENGTH = 63;

  private static final DecodeLimits LIMITS = new DecodeLimits(MAX_LENGTH, 4, 64, 1);
  private static final String OBJECT = "workload registration";

  /**
   * Reads a registration. The identity becomes part of paths, so only letters, digits, dots, dashes
   * and underscores are taken, and it must be the name of the file.
   *
   * @param fileName name of the file, with {@code .json}
   */
  public static Result<Registration> decode(String fileName, String text) {
    var documents = Documents.read(fileName, text, LIMITS);
    if (documents.problems().hasErrors()) {
      return Result.err(documents.problems());
    }
    if (documents.roots().size() != 1
        || !(documents.roots().getFirst() instanceof Node.Mapping root)) {
      return Result.err(
          Problem.error(Location.of(fileName), OBJECT, "", "must be exactly one object"));
    }
    var reading = new Reading(fileName, OBJECT, true);
    var reader = ObjectReader.of(reading, root);
    var uid = reader.requiredString("uid");
    var namespace = reader.requiredString("netns");
    reader.done();
    if (!reading.failed()) {
      check(reader, fileName, uid, namespace);
    }
    return reading.failed()
        ? Result.err(reading.problems())
        : Result.ok(new Registration(uid, Path.of(namespace)));
  }

  private static void check(ObjectReader reader, String fileName, String uid, String namespace) {
    if (!isUid(uid)) {
      reader.error("uid", "may only have letters, digits, '.', '-', '_' and 63 characters");
    } else if (!fileName.equals(uid + ".json")) {
      reader.error("uid", "must be the name of the file, " + fileName);
    }
    if (!namespace.startsWith("/") || namespace.indexOf('\0') >= 0) {
      reader.error("netns", "must be an absolute path");
    }
  }

  /** Whether a text can be the identity of a workload. */
  static boolean isUid(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_UID_LENGTH
        && text.charAt(0) != '.'
        && text.chars().allMatch(Registration::isUidCharacter);
  }

  private static boolean isUidCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }
}
