// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.kubernetes.Deployment;
import io.lateen.base.hash.Version;
import java.util.random.RandomGenerator;

/** Names of pods, shaped as those of a Kubernetes Deployment. */
final class PodNames {

  /** Kubernetes' alphabet without vowels ({@code apimachinery/pkg/util/rand}). */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int HASH_LETTERS = 10;
  private static final int SUFFIX_LETTERS = 5;

  private final RandomGenerator random;

  PodNames(RandomGenerator random) {
    this.random = random;
  }

  /** The label {@code pod-template-hash}: equal templates give equal letters. */
  static String templateHash(Deployment deployment) {
    var hex = Version.of(deployment.template().toString()).hex();
    var letters = new StringBuilder();
    for (int i = 0; i < HASH_LETTERS; i++) {
      int value = Integer.parseInt(hex, 2 * i, 2 * i + 2, 16);
      letters.append(ALPHABET.charAt(value % ALPHABET.length()));
    }
    return letters.toString();
  }

  /** {@code reviews-v1-7c9f8b6d5f-x2k4q}. */
  String next(String deployment, String templateHash) {
    var letters = new StringBuilder();
    for (int i = 0; i < SUFFIX_LETTERS; i++) {
      letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return deployment + "-" + templateHash + "-" + letters;
  }
}
