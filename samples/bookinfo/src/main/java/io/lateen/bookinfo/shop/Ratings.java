// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import io.lateen.bookinfo.http.Answerer;
import io.lateen.bookinfo.http.Request;
import io.lateen.bookinfo.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stars for one book: {@code GET /ratings/ID}. {@code POST /failures?next=N&status=S} makes it
 * answer the next N of them with S, so that what callers do about failures can be watched.
 */
public final class Ratings implements Answerer {

  /** Most failures that one order may ask for. */
  static final int MAX_FAILURES = 10_000;

  private record Failures(int left, int status) {}

  private static final Failures NONE = new Failures(0, 503);

  private final AtomicReference<Failures> failures = new AtomicReference<>(NONE);

  @Override
  public Response answer(Request request) {
    var segments = request.segments();
    if (segments.size() == 1 && segments.getFirst().equals("failures")) {
      return order(request);
    }
    if (segments.size() != 2 || !segments.getFirst().equals("ratings")) {
      return Response.notFound(request);
    }
    var id = BookId.of(segments.get(1));
    if (id.isEmpty()) {
      return Response.json(400, Map.of("error", "please provide numeric product ID"));
    }
    var before =
        failures.getAndUpdate(f -> f.left() > 0 ? new Failures(f.left() - 1, f.status()) : f);
    return before.left() > 0
        ? Response.json(before.status(), Map.of("error", "ratings was asked to fail"))
        : Response.json(200, rating(id.getAsInt()));
  }

  private Response order(Request request) {
    var next = request.parameter("next").map(BookId::of).orElse(OptionalInt.empty());
    int status = request.parameter("status").map(BookId::of).orElse(OptionalInt.of(503)).orElse(0);
    boolean valid =
        request.method().equals("POST")
            && next.isPresent()
            && next.getAsInt() <= MAX_FAILURES
            && status >= 400
            && status <= 599;
    if (!valid) {
      return Response.json(400, Map.of("error", "POST /failures?next=0..10000&status=400..599"));
    }
    failures.set(new Failures(next.getAsInt(), status));
    return Response.json(200, Map.of("next", next.getAsInt(), "status", status));
  }

  private static Map<String, Object> rating(int id) {
    var stars = new LinkedHashMap<String, Object>();
    stars.put("Reviewer1", 5);
    stars.put("Reviewer2", 4);
    var result = new LinkedHashMap<String, Object>();
    result.put("id", id);
    result.put("ratings", stars);
    return result;
  }
}
