// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.access.Area;
import io.lateen.controlplane.access.Question;
import io.lateen.controlplane.access.Role;
import io.lateen.controlplane.access.Verb;
import io.lateen.controlplane.access.Verdict;
import io.lateen.sourcestore.audit.Actor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One authenticated request, free of the HTTP library.
 *
 * @param segments decoded parts of the path
 * @param query first value of each parameter
 * @param contentType without parameters, lower case; empty when there is no body
 * @param permit who is asking, and what they may do
 */
record Call(
    String method,
    List<String> segments,
    Map<String, String> query,
    String contentType,
    String body,
    Permit permit) {

  Call {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
  }

  /** Ends the call with 403 unless its caller may do that. */
  Verdict.Allowed demand(Question question) {
    return permit.demand(via(), question);
  }

  boolean may(Question question) {
    return permit.may(question);
  }

  /** Whether the caller sees the state of a namespace; empty for all of them. */
  boolean sees(String namespace) {
    return may(new Question(Verb.GET, Area.OPERATION, namespace, Area.OPERATION.words()));
  }

  /** The caller in the role that lets it do something. */
  Actor actor(Role role) {
    return new Actor(permit.caller().subject(), role.word(), via());
  }

  private String via() {
    return method + " " + path();
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  boolean flag(String name) {
    return parameter(name).filter(value -> value.equals("1") || value.equals("true")).isPresent();
  }

  /** A whole number of the query, kept between 0 and {@code most}. */
  long number(String name, long otherwise, long most) {
    var text = parameter(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Math.clamp(Long.parseLong(text.get()), 0, most);
    } catch (NumberFormatException e) {
      throw new Refusal(Statuses.badRequest("the parameter " + name + " is not a number"));
    }
  }

  String path() {
    return "/" + String.join("/", segments);
  }
}
