// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of one type that have to be looked at before the next response, in the order in which
 * they were marked.
 */
final class Marks {

  /** Larger sets are let go when they are empty: sets of the JDK never shrink. */
  private static final int KEPT_CAPACITY = 64;

  private Set<String> marked = new LinkedHashSet<>();

  /** Marked names that must be answered even when the client seems to have them. */
  private Set<String> forced = new HashSet<>();

  /** Removals that wait until nothing refers to the resource any more. */
  private final Set<String> deferred = new LinkedHashSet<>();

  private int taken;

  void mark(String name) {
    marked.add(name);
  }

  void markAll(Collection<String> names) {
    marked.addAll(names);
  }

  /** Marks a name whose answer the client waits for. */
  void force(String name) {
    marked.add(name);
    forced.add(name);
  }

  /** The client does not wait after all. */
  void unforce(String name) {
    forced.remove(name);
  }

  /** Keeps a removal back. */
  void defer(String name) {
    deferred.add(name);
  }

  /** There is nothing to remove after all. */
  void undefer(String name) {
    deferred.remove(name);
  }

  /** Marks the removals that were kept back. */
  void markDeferred() {
    if (!deferred.isEmpty()) {
      marked.addAll(deferred);
      deferred.clear();
    }
  }

  Set<String> deferred() {
    return deferred;
  }

  void forget(String name) {
    marked.remove(name);
    forced.remove(name);
    deferred.remove(name);
  }

  /** Forgets everything but removals that wait. */
  void clear() {
    marked.clear();
    forced.clear();
  }

  boolean isEmpty() {
    return marked.isEmpty();
  }

  /** Takes the oldest mark; call it only when there is one. */
  String take() {
    var names = marked.iterator();
    var name = names.next();
    names.remove();
    taken++;
    return name;
  }

  /** Whether the taken name must be answered; true once. */
  boolean takeForced(String name) {
    return forced.remove(name);
  }

  /** Lets go of memory that a large response needed. */
  void trim() {
    if (marked.isEmpty() && taken > KEPT_CAPACITY) {
      marked = new LinkedHashSet<>();
      forced = new HashSet<>();
    }
    taken = 0;
  }
}
