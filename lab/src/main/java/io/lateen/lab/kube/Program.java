// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program of ours that runs in place of a container image.
 *
 * @param service such as {@code reviews}
 * @param version such as {@code v2}
 */
public record Program(String service, String version) {

  /** Names of Istio's Bookinfo images, whatever their registry and tag. */
  private static final Pattern IMAGE =
      Pattern.compile(
          "(?:.*/)?examples-bookinfo-(productpage|details|reviews|ratings)-(v[0-9]+)(?:[:@].*)?");

  /** Empty when no program stands for the image. */
  public static Optional<Program> of(String image) {
    var match = IMAGE.matcher(image);
    return match.matches()
        ? Optional.of(new Program(match.group(1), match.group(2)))
        : Optional.empty();
  }
}
