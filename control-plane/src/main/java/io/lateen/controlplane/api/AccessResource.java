// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.base.Result;
import io.lateen.controlplane.access.Access;
import io.lateen.controlplane.access.AccessToken;
import io.lateen.controlplane.access.Area;
import io.lateen.controlplane.access.Binding;
import io.lateen.controlplane.access.Question;
import io.lateen.controlplane.access.Role;
import io.lateen.controlplane.access.Verb;
import io.lateen.sourcestore.StoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /lateen/v1/access}: bindings and tokens; {@code /lateen/v1/whoami}: what the caller is,
 * and with the parameters verb and kind whether it may do something.
 */
final class AccessResource {

  /** Life of a token when the caller asks for none. */
  private static final Duration VALIDITY = Duration.ofHours(1);

  private final Access access;

  AccessResource(Access access) {
    this.access = access;
  }

  Reply whoami(Call call, List<String> rest) {
    if (!call.method().equals("GET") || !rest.isEmpty()) {
      return rest.isEmpty()
          ? Statuses.methodNotAllowed(call.method())
          : Statuses.notFound(call.path());
    }
    var caller = call.permit().caller();
    var answer = Rendering.document("Caller").put("subject", caller.subject());
    var bindings = answer.putArray("bindings");
    access.bindings(caller).forEach(binding -> bindings.add(describe(binding)));
    question(call)
        .ifPresent(
            question -> {
              var verdict = access.decide(caller, question);
              answer.put("allowed", verdict.allowed()).put("reason", verdict.reason());
            });
    return Reply.Json.ok(answer);
  }

  private static Optional<Question> question(Call call) {
    var kind = call.parameter("kind");
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    var verb =
        Verb.parse(call.parameter("verb").orElse("get"))
            .orElseThrow(
                () ->
                    new Refusal(
                        Statuses.badRequest(
                            "the parameter verb is get, list, watch, create, update or delete")));
    var found =
        Kinds.served().stream().filter(known -> known.kind().equals(kind.get())).findFirst();
    var area =
        found
            .map((Kind known) -> Area.of(known.group(), known.kind()))
            .orElseThrow(
                () ->
                    new Refusal(Statuses.badRequest("the kind " + kind.get() + " is not served")));
    var namespace = call.parameter("namespace").orElse("");
    return Optional.of(new Question(verb, area, namespace, kind.get()));
  }

  Reply answer(Call call, List<String> rest) {
    try {
      return switch (rest.isEmpty() ? "" : rest.getFirst()) {
        case "bindings" -> rest.size() == 1 ? bindings(call) : Statuses.notFound(call.path());
        case "tokens" -> rest.size() <= 2 ? tokens(call, rest) : Statuses.notFound(call.path());
        default -> Statuses.notFound(call.path());
      };
    } catch (StoreException e) {
      return Writes.answer(e.failure());
    }
  }

  private Reply bindings(Call call) throws StoreException {
    return switch (call.method()) {
      case "GET" -> {
        var answer = Rendering.document("BindingList");
        var items = answer.putArray("items");
        access.bindings().forEach(binding -> items.add(describe(binding)));
        yield Reply.Json.ok(answer);
      }
      case "POST" -> bind(call);
      case "DELETE" -> unbind(call);
      default -> Statuses.methodNotAllowed(call.method());
    };
  }

  private Reply bind(Call call) throws StoreException {
    var body = Bodies.json(call.body());
    var namespaces = new HashSet<String>();
    body.path("namespaces").forEach(name -> namespaces.add(name.asString("")));
    var subject = body.path("subject").asString("");
    var role = role(body.path("role").asString(""));
    return switch (access.bind(call.actor(Role.ADMIN), subject, role, namespaces)) {
      case Result.Ok<Binding>(var binding) -> new Reply.Json(201, describe(binding));
      case Result.Err<Binding>(var problems) ->
          Statuses.badRequest(problems.list().getFirst().message());
    };
  }

  private Reply unbind(Call call) throws StoreException {
    var subject = call.parameter("subject").orElse("");
    var role = role(call.parameter("role").orElse(""));
    return access.unbind(call.actor(Role.ADMIN), subject, role)
        ? Reply.Json.ok(Statuses.success(subject + " is no " + role.word() + " any more"))
        : Statuses.notFound("the role " + role.word() + " of " + subject);
  }

  private static Role role(String word) {
    return Role.parse(word)
        .orElseThrow(
            () ->
                new Refusal(
                    Statuses.badRequest(
                        "a role is one of viewer, editor, security-editor and admin")));
  }

  private Reply tokens(Call call, List<String> rest) throws StoreException {
    if (rest.size() == 2) {
      return call.method().equals("DELETE")
          ? revoke(call, rest.get(1))
          : Statuses.methodNotAllowed(call.method());
    }
    return switch (call.method()) {
      case "GET" -> {
        var answer = Rendering.document("TokenList");
        var items = answer.putArray("items");
        access.tokens().forEach(token -> items.add(describe(token)));
        yield Reply.Json.ok(answer);
      }
      case "POST" -> issue(call);
      default -> Statuses.methodNotAllowed(call.method());
    };
  }

  private Reply issue(Call call) throws StoreException {
    var body = Bodies.json(call.body());
    var validity = Duration.ofSeconds(body.path("validitySeconds").asLong(VALIDITY.toSeconds()));
    var subject = body.path("subject").asString("");
    return switch (access.issue(call.actor(Role.ADMIN), subject, validity)) {
      case Result.Ok<Access.Issued>(var issued) ->
          new Reply.Json(201, describe(issued.token()).put("token", issued.text().reveal()));
      case Result.Err<Access.Issued>(var problems) ->
          Statuses.badRequest(problems.list().getFirst().message());
    };
  }

  private Reply revoke(Call call, String id) throws StoreException {
    return access.revoke(call.actor(Role.ADMIN), id)
        ? Reply.Json.ok(Statuses.success("the token " + id + " lets nobody in any more"))
        : Statuses.notFound("the token " + id);
  }

  private static ObjectNode describe(Binding binding) {
    var node = Rendering.JSON.createObjectNode();
    node.put("subject", binding.subject()).put("role", binding.role().word());
    var namespaces = node.putArray("namespaces");
    new TreeSet<>(binding.namespaces()).forEach(namespaces::add);
    return node;
  }

  /** Never its hash. */
  private static ObjectNode describe(AccessToken token) {
    return Rendering.JSON
        .createObjectNode()
        .put("id", token.id())
        .put("subject", token.subject())
        .put("created", token.created().toString())
        .put("expires", token.expires().toString());
  }
}
