// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import io.lateen.api.ObjectKey;

/**
 * May this be done?
 *
 * @param namespace where; empty for all namespaces and for what is in none
 * @param object what, for messages and the audit log
 */
public record Question(Verb verb, Area area, String namespace, String object) {

  /** About one object. */
  public static Question of(Verb verb, ObjectKey key) {
    return new Question(verb, Area.of(key), key.namespace(), key.display());
  }

  /** About the whole of an area. */
  public static Question all(Verb verb, Area area) {
    return new Question(verb, area, "", area.words());
  }

  String words() {
    var where = namespace.isEmpty() ? "" : " in namespace " + namespace;
    return verb.word() + " " + object + where;
  }
}
