// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import java.util.List;
import java.util.Optional;

/**
 * Which metrics Envoy keeps beside the needed ones.
 *
 * @param inclusionPrefixes beginnings of names
 * @param inclusionSuffixes ends of names
 * @param inclusionRegexps RE2 patterns for names
 * @param extraTags further labels that are taken from names
 * @param nameLength longest name, in characters; outdated
 * @param compression whether metrics are offered compressed; absent for yes
 */
public record ProxyStats(
    List<String> inclusionPrefixes,
    List<String> inclusionSuffixes,
    List<String> inclusionRegexps,
    List<String> extraTags,
    int nameLength,
    Optional<Boolean> compression) {

  /** The settings of a mesh whose owner says nothing. */
  public static final ProxyStats DEFAULT =
      new ProxyStats(List.of(), List.of(), List.of(), List.of(), 189, Optional.empty());

  /** Copies the lists. */
  public ProxyStats {
    inclusionPrefixes = List.copyOf(inclusionPrefixes);
    inclusionSuffixes = List.copyOf(inclusionSuffixes);
    inclusionRegexps = List.copyOf(inclusionRegexps);
    extraTags = List.copyOf(extraTags);
  }
}
