// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The namespaces that may see an object, as its author wrote them.
 *
 * @param entries namespaces, {@code .} (the object's own), {@code *} (all), {@code ~} (none); empty
 *     when the author wrote nothing and the mesh's default counts
 */
public record ExportTo(Set<String> entries) {

  public static final ExportTo UNSET = new ExportTo(Set.of());
  public static final ExportTo PUBLIC = new ExportTo(Set.of("*"));
  public static final ExportTo PRIVATE = new ExportTo(Set.of("."));

  public ExportTo {
    entries = Set.copyOf(entries);
  }

  /** The entries of {@code written}, trimmed. */
  public static ExportTo of(Collection<String> written) {
    var trimmed = new TreeSet<String>();
    written.forEach(entry -> trimmed.add(entry.strip()));
    trimmed.remove("");
    return trimmed.isEmpty() ? UNSET : new ExportTo(trimmed);
  }

  public boolean isUnset() {
    return entries.isEmpty();
  }

  /** This, or {@code mesh} when the author wrote nothing. */
  public ExportTo orElse(ExportTo mesh) {
    return isUnset() ? mesh : this;
  }

  public boolean isPublic() {
    return entries.contains("*");
  }

  /** Whether a proxy of {@code client} may see an object of {@code owner}. */
  public boolean includes(String owner, String client) {
    return isPublic() || entries.contains(client) || (owner.equals(client) && isPrivateTo(owner));
  }

  /** Whether the object's own namespace is named. */
  public boolean isPrivateTo(String owner) {
    return entries.contains(".") || entries.contains(owner);
  }
}
