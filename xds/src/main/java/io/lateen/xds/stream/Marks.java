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

  /** Most streams are at rest: a set that is empty is this one, and takes no room. */
  private static final Set<String> NONE = Set.of();

  private Set<String> marked = NONE;

  /** Marked names that must be answered even when the client seems to have them. */
  private Set<String> forced = NONE;

  /** Removals that wait until nothing refers to the resource any more. */
  private Set<String> deferred = NONE;

  void mark(String name) {
    if (marked == NONE) {
      marked = new LinkedHashSet<>();
    }
    marked.add(name);
  }

  void markAll(Collection<String> names) {
    names.forEach(this::mark);
  }

  /** Marks a name whose answer the client waits for. */
  void force(String name) {
    mark(name);
    if (forced == NONE) {
      forced = new HashSet<>();
    }
    forced.add(name);
  }

  /** The client does not wait after all. */
  void unforce(String name) {
    forced = without(name, forced);
  }

  /** Keeps a removal back. */
  void defer(String name) {
    if (deferred == NONE) {
      deferred = new LinkedHashSet<>();
    }
    deferred.add(name);
  }

  /** There is nothing to remove after all. */
  void undefer(String name) {
    deferred = without(name, deferred);
  }

  /** Marks the removals that were kept back. */
  void markDeferred() {
    markAll(deferred);
    deferred = NONE;
  }

  Set<String> deferred() {
    return deferred;
  }

  void forget(String name) {
    marked = without(name, marked);
    forced = without(name, forced);
    deferred = without(name, deferred);
  }

  /** Forgets everything but removals that wait. */
  void clear() {
    marked = NONE;
    forced = NONE;
  }

  boolean isEmpty() {
    return marked == NONE;
  }

  /** Takes the oldest mark; call it only when there is one. */
  String take() {
    var name = marked.iterator().next();
    marked = without(name, marked);
    return name;
  }

  /** Whether the taken name must be answered; true once. */
  boolean takeForced(String name) {
    var was = forced.contains(name);
    forced = without(name, forced);
    return was;
  }

  private static Set<String> without(String name, Set<String> names) {
    if (names != NONE) {
      names.remove(name);
    }
    return names.isEmpty() ? NONE : names;
  }
}
