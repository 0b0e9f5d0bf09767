// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.Result;
import io.lateen.base.net.AddressRange;
import io.lateen.controlplane.access.Role;
import io.lateen.identity.join.Guest;
import io.lateen.identity.join.Invitation;
import io.lateen.identity.join.JoinToken;
import io.lateen.identity.join.JoinTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code POST /lateen/v1/nodes/NAME/join-tokens} and {@code POST
 * /lateen/v1/workload-groups/NAMESPACE/NAME/join-tokens}: admits one node, or one workload of a
 * group, once, for a few minutes. Parameters: {@code validitySeconds}, {@code from} (an address or
 * a block of them).
 */
final class JoinTokensResource {

  private static final String WORD = "join-tokens";

  private final JoinTokens tokens;
  private final Predicate<Guest.Workload> exists;
  private final Writes writes;

  /**
   * A resource over tokens.
   *
   * @param exists whether there is such a group
   */
  JoinTokensResource(JoinTokens tokens, Predicate<Guest.Workload> exists, Writes writes) {
    this.tokens = tokens;
    this.exists = exists;
    this.writes = writes;
  }

  Reply ofNode(Call call, List<String> rest) {
    return rest.size() == 2 && rest.get(1).equals(WORD)
        ? issue(call, new Guest.Node(rest.getFirst()))
        : Statuses.notFound(call.path());
  }

  Reply ofGroup(Call call, List<String> rest) {
    if (rest.size() != 3 || !rest.get(2).equals(WORD)) {
      return Statuses.notFound(call.path());
    }
    var group = new Guest.Workload(rest.get(0), rest.get(1));
    return exists.test(group) ? issue(call, group) : Statuses.notFound(call.path());
  }

  private Reply issue(Call call, Guest guest) {
    if (!call.method().equals("POST")) {
      return Statuses.methodNotAllowed(call.method());
    }
    var most = JoinTokens.MAX_VALIDITY.toSeconds();
    var validity = Duration.ofSeconds(call.number("validitySeconds", most, 10 * most));
    var invitation = new Invitation(guest, from(call));
    return switch (tokens.issue(invitation, validity)) {
      case Result.Ok<JoinToken>(var token) -> told(call, token);
      case Result.Err<JoinToken>(var problems) -> {
        AuditLog.write(call, guest.toString(), "join token refused", 0);
        yield Statuses.badRequest(
            problems.stream()
                .findFirst()
                .map(problem -> problem.message() + "; " + problem.fix())
                .orElse("refused"));
      }
    };
  }

  private static Optional<AddressRange> from(Call call) {
    var text = call.parameter("from");
    var range = text.flatMap(AddressRange::parse);
    if (text.isPresent() && range.isEmpty()) {
      throw new Refusal(
          Statuses.badRequest(
              "the parameter from is neither an address nor a block; write 10.1.0.0/16"));
    }
    return range;
  }

  /** The record is on disk before the token is told; without it nobody gets the token. */
  private Reply told(Call call, JoinToken token) {
    var guest = token.invitation().guest();
    try {
      writes.noted(call, Role.ADMIN, "issue", "join token of " + guest);
    } catch (Refusal e) {
      tokens.revoke(token);
      throw e;
    }
    AuditLog.write(call, guest.toString(), "join token issued", 0);
    var answer = Rendering.document("JoinToken");
    switch (guest) {
      case Guest.Node(var name) -> answer.put("node", name);
      case Guest.Workload(var namespace, var group) ->
          answer.put("namespace", namespace).put("group", group);
    }
    token.invitation().from().ifPresent(range -> answer.put("from", range.toString()));
    answer.put("token", token.text().reveal()).put("expires", token.expires().toString());
    return new Reply.Json(201, answer);
  }
}
