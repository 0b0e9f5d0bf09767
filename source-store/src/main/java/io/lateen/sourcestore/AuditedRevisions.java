// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditChain;
import io.lateen.sourcestore.audit.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** What the audit log says of revisions: contents by their hashes, never themselves. */
final class AuditedRevisions {

  private AuditedRevisions() {}

  /**
   * One entry for each revision.
   *
   * @param before the objects as they were
   */
  static List<AuditEntry> entries(Actor actor, List<Revision> revisions, StoreImage before) {
    var contents = new HashMap<ObjectKey, String>();
    var entries = new ArrayList<AuditEntry>();
    for (var revision : revisions) {
      var key = revision.key();
      var old =
          contents.computeIfAbsent(key, k -> before.find(k).map(StoredObject::json).orElse(""));
      var removed = revision.action() == StoreEvent.Type.DELETED;
      var now = removed ? "" : revision.json();
      entries.add(
          new AuditEntry(
              revision.at(),
              actor,
              verb(revision),
              key.display(),
              revision.revision(),
              AuditChain.content(old),
              AuditChain.content(now),
              outcome(revision)));
      contents.put(key, now);
    }
    return entries;
  }

  private static String verb(Revision revision) {
    return switch (revision.action()) {
      case ADDED -> "create";
      case MODIFIED -> "update";
      case DELETED -> "delete";
    };
  }

  private static String outcome(Revision revision) {
    return switch (revision.action()) {
      case ADDED -> "created";
      case MODIFIED -> "configured";
      case DELETED -> "deleted";
    };
  }
}
