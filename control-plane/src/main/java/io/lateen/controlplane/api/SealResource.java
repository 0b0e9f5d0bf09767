// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.Result;
import io.lateen.controlplane.access.Role;
import io.lateen.controlplane.secret.SealChange;
import java.util.List;

/**
 * {@code GET /lateen/v1/seal}: whether the key that Secrets are sealed with is being changed;
 * {@code POST /lateen/v1/seal/rotate}: changes it.
 */
final class SealResource {

  private final SealChange change;

  SealResource(SealChange change) {
    this.change = change;
  }

  Reply answer(Call call, List<String> rest) {
    return switch (call.method() + " " + String.join("/", rest)) {
      case "GET " -> Reply.Json.ok(document());
      case "POST rotate" -> rotate(call);
      case "POST ", "GET rotate" -> Statuses.methodNotAllowed(call.method());
      default -> Statuses.notFound(call.path());
    };
  }

  private tools.jackson.databind.node.ObjectNode document() {
    return Rendering.document("Seal").put("phase", change.isUnderWay() ? "changing" : "steady");
  }

  private Reply rotate(Call call) {
    return switch (change.begin(call.actor(Role.ADMIN))) {
      case Result.Ok<Integer>(var revisions) -> {
        AuditLog.write(call, "Seal", "key changed", 0);
        yield new Reply.Json(202, document().put("revisions", revisions));
      }
      case Result.Err<Integer>(var problems) -> {
        AuditLog.write(call, "Seal", "key not changed", 0);
        yield Statuses.conflict(
            problems.stream()
                .findFirst()
                .map(problem -> problem.message() + "; " + problem.fix())
                .orElse("refused"));
      }
    };
  }
}
