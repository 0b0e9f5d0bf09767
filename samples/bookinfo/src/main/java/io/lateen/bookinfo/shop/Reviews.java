// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import io.lateen.bookinfo.http.Answerer;
import io.lateen.bookinfo.http.Dependency;
import io.lateen.bookinfo.http.ForwardedHeaders;
import io.lateen.bookinfo.http.Request;
import io.lateen.bookinfo.http.Response;
import io.lateen.bookinfo.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What readers say about one book: {@code GET /reviews/ID}. Version 1 shows no stars; versions 2
 * and 3 ask the ratings service for them and show them black or red.
 */
public final class Reviews implements Answerer {

  private static final Map<String, String> TEXTS =
      Map.of(
          "Reviewer1", "Two pairs of twins, one long day, and not a dull scene in it.",
          "Reviewer2", "Short, loud and cleverly built, if lighter than what came later.");

  private final Optional<String> starColor;
  private final Dependency ratings;
  private final String podName;
  private final String clusterName;

  /**
   * @param starColor empty for the version without stars
   */
  public Reviews(
      Optional<String> starColor, Dependency ratings, String podName, String clusterName) {
    this.starColor = starColor;
    this.ratings = ratings;
    this.podName = podName;
    this.clusterName = clusterName;
  }

  @Override
  public Response answer(Request request) {
    var segments = request.segments();
    if (segments.size() != 2 || !segments.getFirst().equals("reviews")) {
      return Response.notFound(request);
    }
    var id = BookId.of(segments.get(1));
    if (id.isEmpty()) {
      return Response.json(400, Map.of("error", "please provide numeric product id"));
    }
    var stars = starColor.map(color -> new Stars(color, ask(id.getAsInt(), request)));
    var document = new LinkedHashMap<String, Object>();
    document.put("id", String.valueOf(id.getAsInt()));
    document.put("podname", podName);
    document.put("clustername", clusterName);
    document.put("reviews", List.of(review("Reviewer1", stars), review("Reviewer2", stars)));
    return Response.json(200, document);
  }

  private record Stars(String color, Map<?, ?> byReviewer) {}

  /** Stars by reviewer; empty when the ratings service does not give any. */
  private Map<?, ?> ask(int id, Request request) {
    var answer = ratings.get("/ratings/" + id, ForwardedHeaders.of(request));
    try {
      return answer.succeeded()
              && Json.parse(answer.body()) instanceof Map<?, ?> document
              && document.get("ratings") instanceof Map<?, ?> stars
          ? stars
          : Map.of();
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }

  private static Map<String, Object> review(String reviewer, Optional<Stars> stars) {
    var review = new LinkedHashMap<String, Object>();
    review.put("reviewer", reviewer);
    review.put("text", String.valueOf(TEXTS.get(reviewer)));
    stars.ifPresent(given -> review.put("rating", rating(reviewer, given)));
    return review;
  }

  private static Map<String, Object> rating(String reviewer, Stars stars) {
    var number = stars.byReviewer().get(reviewer);
    var rating = new LinkedHashMap<String, Object>();
    if (number == null) {
      rating.put("error", "Ratings service is currently unavailable");
    } else {
      rating.put("stars", number);
      rating.put("color", stars.color());
    }
    return rating;
  }
}
