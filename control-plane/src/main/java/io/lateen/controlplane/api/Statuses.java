// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' Status objects for errors (k8s.io/apimachinery pkg/apis/meta/v1/types.go): kubectl
 * prints their message and causes.
 */
final class Statuses {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Statuses() {}

  static Reply.Json badRequest(String message) {
    return status(400, "BadRequest", message);
  }

  static Reply.Json unauthorized() {
    return status(401, "Unauthorized", "no valid token or certificate was shown");
  }

  static Reply.Json forbidden(String reason) {
    return status(403, "Forbidden", reason);
  }

  static Reply.Json notFound(String what) {
    return status(404, "NotFound", what + " not found");
  }

  static Reply.Json methodNotAllowed(String method) {
    return status(405, "MethodNotAllowed", method + " is not allowed on this resource");
  }

  static Reply.Json alreadyExists(String message) {
    return status(409, "AlreadyExists", message);
  }

  static Reply.Json conflict(String message) {
    return status(409, "Conflict", message);
  }

  static Reply.Json gone(String message) {
    return status(410, "Expired", message);
  }

  static Reply.Json tooLarge(long bytes) {
    return status(413, "RequestEntityTooLarge", "the body is longer than " + bytes + " bytes");
  }

  static Reply.Json unsupportedMediaType(String type) {
    return status(415, "UnsupportedMediaType", "a body of type " + type + " is not understood");
  }

  static Reply.Json tooManyRequests() {
    return status(429, "TooManyRequests", "too many requests, slow down");
  }

  static Reply.Json internal(String message) {
    return status(500, "InternalError", message);
  }

  static Reply.Json unavailable(String message) {
    return status(503, "ServiceUnavailable", message);
  }

  static Reply.Json insufficientStorage(String message) {
    return status(507, "InsufficientStorage", message);
  }

  /** An object that was refused, with one cause for each error. */
  static Reply.Json invalid(String object, Problems problems) {
    var errors = problems.errors();
    var first = errors.stream().findFirst().map(Problem::message).orElse("invalid");
    var more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
    var body = body(422, "Invalid", object + " is invalid: " + first + more);
    var causes = body.putObject("details").putArray("causes");
    for (var problem : errors) {
      causes
          .addObject()
          .put("reason", "FieldValueInvalid")
          .put("field", problem.path())
          .put("message", problem.render());
    }
    return new Reply.Json(422, body);
  }

  static ObjectNode success(String message) {
    return JSON.createObjectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Success")
        .put("message", message);
  }

  static ObjectNode body(int code, String reason, String message) {
    var body = JSON.createObjectNode();
    body.put("kind", "Status").put("apiVersion", "v1");
    body.putObject("metadata");
    return body.put("status", "Failure")
        .put("message", message)
        .put("reason", reason)
        .put("code", code);
  }

  private static Reply.Json status(int code, String reason, String message) {
    return new Reply.Json(code, body(code, reason, message));
  }
}
