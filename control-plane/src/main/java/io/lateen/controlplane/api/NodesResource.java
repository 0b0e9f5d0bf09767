// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.Result;
import io.lateen.controlplane.access.Role;
import io.lateen.identity.join.JoinToken;
import io.lateen.identity.join.JoinTokens;
import java.util.List;

/** {@code POST /lateen/v1/nodes/NAME/join-tokens}: admits one node, once, for a few minutes. */
final class NodesResource {

  private final JoinTokens tokens;
  private final Writes writes;

  NodesResource(JoinTokens tokens, Writes writes) {
    this.tokens = tokens;
    this.writes = writes;
  }

  Reply answer(Call call, List<String> rest) {
    if (rest.size() != 2 || !rest.get(1).equals("join-tokens")) {
      return Statuses.notFound(call.path());
    }
    if (!call.method().equals("POST")) {
      return Statuses.methodNotAllowed(call.method());
    }
    var node = rest.getFirst();
    writes.noted(call, Role.ADMIN, "issue", "join token of node " + node);
    return switch (tokens.issue(node, JoinTokens.MAX_VALIDITY)) {
      case Result.Ok<JoinToken>(var token) -> {
        AuditLog.write(call, "Node " + node, "join token issued", 0);
        var answer = Rendering.document("JoinToken").put("node", token.node());
        answer.put("token", token.text().reveal()).put("expires", token.expires().toString());
        yield new Reply.Json(201, answer);
      }
      case Result.Err<JoinToken>(var problems) -> {
        AuditLog.write(call, "Node " + node, "join token refused", 0);
        yield Statuses.badRequest(
            problems.stream().findFirst().map(p -> p.message()).orElse("refused"));
      }
    };
  }
}
