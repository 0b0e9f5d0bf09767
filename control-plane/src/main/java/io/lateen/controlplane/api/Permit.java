// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.access.Access;
import io.lateen.controlplane.access.Caller;
import io.lateen.controlplane.access.Question;
import io.lateen.controlplane.access.Verdict;
import io.lateen.sourcestore.audit.Actor;

/** What the caller of a request may do; asked anew each time, since roles are taken away too. */
record Permit(Caller caller, Access access, Denials denials) {

  boolean may(Question question) {
    return access.decide(caller, question).allowed();
  }

  /** The role that lets the caller do it; ends the call with 403 when there is none. */
  Verdict.Allowed demand(String via, Question question) {
    return switch (access.decide(caller, question)) {
      case Verdict.Allowed allowed -> allowed;
      case Verdict.Denied denied -> {
        denials.forbidden(new Actor(caller.subject(), "", via), question);
        throw new Refusal(Statuses.forbidden(denied.reason()));
      }
    };
  }
}
