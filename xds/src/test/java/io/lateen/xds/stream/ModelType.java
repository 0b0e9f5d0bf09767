// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One type of resources as a {@link ModelClient} has it. Mutable; for one thread. */
final class ModelType {
  boolean wildcard;
  final Set<String> names = new HashSet<>();
  final Map<String, String> has = new HashMap<>();
  final Set<String> suspects = new HashSet<>();
  final Set<String> suspectRemovals = new HashSet<>();
  final Set<String> refused = new HashSet<>();

  /** What was refused and not told yet: with its stream the server never hears of it. */
  final Set<String> unsaid = new HashSet<>();

  /** Contents of a refused response that the words did not name; each may come once more. */
  final Set<String> doubted = new HashSet<>();

  /** Names that must be answered even with what was refused. */
  final Set<String> asked = new HashSet<>();

  String unanswered = "";

  /** Asked for everything on this stream and heard nothing yet. */
  boolean ignored;

  boolean wants(String name) {
    return wildcard || names.contains(name);
  }
}
