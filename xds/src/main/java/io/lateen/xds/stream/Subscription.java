// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.Collection;
import java.util.function.UnaryOperator;

/** The names of one type that a client wants. */
final class Subscription {

  /** The name that stands for "everything" (xds_protocol.rst, "Wildcard subscriptions"). */
  static final String WILDCARD = "*";

  private final NameSet names = new NameSet();
  private boolean wildcard;
  private boolean everNamed;
  private long chars;

  boolean wildcard() {
    return wildcard;
  }

  void wildcard(boolean on) {
    wildcard = on;
  }

  /** Whether the client ever named a resource of the type on this stream. */
  boolean everNamed() {
    return everNamed;
  }

  /** Returns whether the name is new. */
  boolean add(String name) {
    everNamed = true;
    var isNew = names.add(name);
    chars += isNew ? name.length() : 0;
    return isNew;
  }

  /** Puts one string for all streams in the place of each name. */
  void share(UnaryOperator<String> shared) {
    names.share(shared);
  }

  boolean remove(String name) {
    var was = names.remove(name);
    chars -= was ? name.length() : 0;
    return was;
  }

  /** Characters of all names. */
  long chars() {
    return chars;
  }

  boolean names(String name) {
    return names.contains(name);
  }

  boolean wants(String name) {
    return wildcard || names.contains(name);
  }

  Collection<String> names() {
    return names;
  }
}
