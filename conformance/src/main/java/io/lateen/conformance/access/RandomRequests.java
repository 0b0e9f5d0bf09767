// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.mesh.access.AccessRequest;
import io.lateen.mesh.access.AccessRequest.Connection;
import io.lateen.mesh.access.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Connections and requests, from a seed. */
record RandomRequests(Random random, List<Tokens.Written> tokens) {

  /**
   * A connection and what is sent over it.
   *
   * @param remote address that the PROXY protocol tells
   * @param requests as they are sent; empty for bytes that are not HTTP
   */
  record Sequence(Connection connection, String remote, List<Sent> requests) {

    Sequence {
      requests = List.copyOf(requests);
    }

    /** The connection with one of its requests alone. */
    Sequence only(int index) {
      return requests.isEmpty()
          ? this
          : new Sequence(connection, remote, List.of(requests.get(index)));
    }

    /** What the interpreter is asked, in the order in which answers come. */
    List<AccessRequest> asked() {
      return requests.isEmpty()
          ? List.of(new AccessRequest(connection, remote, Optional.empty()))
          : requests.stream()
              .map(
                  sent ->
                      new AccessRequest(
                          connection,
                          sent.forwarded().isEmpty() ? remote : sent.forwarded().getLast(),
                          Optional.of(sent.http())))
              .toList();
    }
  }

  /**
   * A request.
   *
   * @param forwarded addresses of the header {@code X-Forwarded-For}
   * @param token in compact form; empty for none
   */
  record Sent(HttpRequest http, List<String> forwarded, String token) {}

  Sequence http(int count) {
    int port = random.nextInt(4) == 0 ? RandomPolicies.MORE_REQUESTS : RandomPolicies.REQUESTS;
    var connection = connection(port);
    var requests = new ArrayList<Sent>();
    for (int i = 0; i < count; i++) {
      requests.add(request());
    }
    return new Sequence(connection, pick(Words.REMOTES), requests);
  }

  Sequence tcp() {
    return new Sequence(connection(RandomPolicies.BYTES), pick(Words.REMOTES), List.of());
  }

  private Connection connection(int port) {
    boolean clear = random.nextInt(5) == 0;
    return new Connection(
        !clear,
        clear ? "" : pick(Words.CALLERS),
        pick(Words.SOURCES),
        pick(Words.DESTINATIONS),
        port,
        clear ? "" : pick(Words.SERVER_NAMES));
  }

  private Sent request() {
    var headers = new TreeMap<String, List<String>>();
    header(headers, "x-a");
    header(headers, "x-b");
    header(headers, "accept");
    var token =
        random.nextInt(5) < 2 ? Optional.of(pick(tokens)) : Optional.<Tokens.Written>empty();
    var forwarded = new ArrayList<String>();
    for (int i = random.nextInt(6) - 3; i > 0; i--) {
      forwarded.add(pick(Words.FORWARDED));
    }
    var http =
        new HttpRequest(
            pick(Words.METHODS),
            pick(Words.HOSTS),
            pick(Words.PATHS),
            Map.copyOf(headers),
            token.map(Tokens.Written::token));
    return new Sent(http, List.copyOf(forwarded), token.map(Tokens.Written::text).orElse(""));
  }

  private void header(Map<String, List<String>> headers, String name) {
    int count = Math.max(0, random.nextInt(5) - 2);
    if (count > 0) {
      var values = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        values.add(pick(Words.HEADER_VALUES));
      }
      headers.put(name, values);
    }
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
