// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a subject is let do, in the namespaces of its binding. */
public enum Role {
  /** Sees configuration and state. */
  VIEWER(Set.of()),
  /** Changes where traffic goes. */
  EDITOR(Set.of(Area.TRAFFIC)),
  /** Changes who may talk, and reads the audit log; no traffic configuration. */
  SECURITY_EDITOR(Set.of(Area.SECURITY)),
  /** Everything. */
  ADMIN(Set.of(Area.values()));

  /** What every role reads. */
  private static final Set<Area> VISIBLE =
      Set.of(Area.DISCOVERY, Area.OPERATION, Area.TRAFFIC, Area.SECURITY, Area.MESH);

  private final Set<Area> writable;

  Role(Set<Area> writable) {
    this.writable = writable;
  }

  /** Whether this role, where it is bound, lets do that. */
  boolean may(Verb verb, Area area) {
    if (writable.contains(area)) {
      return true;
    }
    return verb.reads()
        && (VISIBLE.contains(area) || (this == SECURITY_EDITOR && area == Area.AUDIT));
  }

  /** The role as people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role that a word names. */
  public static Optional<Role> parse(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
