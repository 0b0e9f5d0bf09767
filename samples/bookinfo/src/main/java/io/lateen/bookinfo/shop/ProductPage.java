// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import io.lateen.bookinfo.http.Answerer;
import io.lateen.bookinfo.http.Dependency;
import io.lateen.bookinfo.http.ForwardedHeaders;
import io.lateen.bookinfo.http.Request;
import io.lateen.bookinfo.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The front of the shop: a page built from details and reviews, and the same as JSON under {@code
 * /api/v1/products}. Whoever logs in (any name, no password) is named to the other services in the
 * header {@code end-user}.
 */
public final class ProductPage implements Answerer {

  private static final Map<String, Object> PRODUCT =
      Map.of(
          "id", 0,
          "title", "The Comedy of Errors",
          "descriptionHtml",
              "A comedy of mistaken twins, and one of Shakespeare's earliest plays.");

  private static final String COOKIE = "session";

  /** The original asks twice, which matters when timeouts are tried out. */
  private static final int REVIEWS_ATTEMPTS = 2;

  private final Dependency details;
  private final Dependency reviews;
  private final Dependency ratings;
  private final String podName;

  public ProductPage(Dependency details, Dependency reviews, Dependency ratings, String podName) {
    this.details = details;
    this.reviews = reviews;
    this.ratings = ratings;
    this.podName = podName;
  }

  @Override
  public Response answer(Request request) {
    var segments = request.segments();
    return switch (request.path()) {
      case "/", "/index.html" -> Response.html(200, Pages.index());
      case "/productpage" -> page(request);
      case "/login" -> login(request);
      case "/logout" -> Response.redirect("/productpage", cookie("", "; Max-Age=0"));
      case "/api/v1/products" -> Response.json(200, List.of(PRODUCT));
      default -> segments.size() >= 4 ? product(request, segments) : Response.notFound(request);
    };
  }

  private Response page(Request request) {
    var headers = headers(request);
    var book = details.get("/details/0", headers);
    var opinions = reviews(0, headers);
    return Response.html(
        200,
        Pages.product(PRODUCT, Section.of(book), Section.of(opinions), user(request), podName));
  }

  /** {@code /api/v1/products/ID[/reviews|/ratings]}. */
  private Response product(Request request, List<String> segments) {
    var id = BookId.of(segments.get(3));
    boolean known = segments.subList(0, 3).equals(List.of("api", "v1", "products"));
    if (!known || id.isEmpty() || segments.size() > 5) {
      return Response.notFound(request);
    }
    int number = id.getAsInt();
    var headers = headers(request);
    var part = segments.size() == 5 ? segments.get(4) : "";
    return switch (part) {
      case "" -> passOn(details.get("/details/" + number, headers), "product details");
      case "reviews" -> passOn(reviews(number, headers), "product reviews");
      case "ratings" -> passOn(ratings.get("/ratings/" + number, headers), "product ratings");
      default -> Response.notFound(request);
    };
  }

  private static Response passOn(Dependency.Answer answer, String what) {
    if (answer.succeeded()) {
      return new Response(200, "application/json", answer.body(), Map.of());
    }
    int status = answer.status() == 0 ? 500 : answer.status();
    return Response.json(
        status, Map.of("error", "Sorry, " + what + " are currently unavailable for this book."));
  }

  private Dependency.Answer reviews(int id, Map<String, String> headers) {
    var answer = reviews.get("/reviews/" + id, headers);
    for (int i = 1; i < REVIEWS_ATTEMPTS && !answer.succeeded(); i++) {
      answer = reviews.get("/reviews/" + id, headers);
    }
    return answer;
  }

  private static Response login(Request request) {
    var name = request.formField("username").or(() -> request.parameter("username")).orElse("");
    var encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(name.getBytes(StandardCharsets.UTF_8));
    return Response.redirect("/productpage", cookie(encoded, ""));
  }

  private static Map<String, String> cookie(String value, String more) {
    return Map.of("Set-Cookie", COOKIE + "=" + value + "; Path=/; HttpOnly" + more);
  }

  private static Map<String, String> headers(Request request) {
    var headers = new LinkedHashMap<>(ForwardedHeaders.of(request));
    user(request).ifPresent(user -> headers.put("end-user", user));
    return headers;
  }

  private static Optional<String> user(Request request) {
    return request.cookie(COOKIE).flatMap(ProductPage::decoded).filter(name -> !name.isEmpty());
  }

  private static Optional<String> decoded(String cookie) {
    try {
      var name = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
      return name.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
          ? Optional.of(name)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
