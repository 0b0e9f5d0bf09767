// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lateen.bookinfo.http.Answerer;
import io.lateen.bookinfo.http.Dependency;
import io.lateen.bookinfo.http.Request;
import io.lateen.bookinfo.http.Response;
import io.lateen.bookinfo.http.SampleServer;
import io.lateen.bookinfo.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The services over real loopback connections, since what they do is call each other. */
class ShopTest {

  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void firstVersionOfReviewsShowsNoStars() throws IOException {
    var reviews = reviews(Optional.empty(), serve(new Ratings()));

    var body = reviews.answer(get("/reviews/0")).body();

    assertThat(body)
        .contains("\"podname\":\"pod\"")
        .contains("Reviewer2")
        .doesNotContain("rating\"");
  }

  @Test
  void laterVersionsShowStarsInTheirColor() throws IOException {
    var reviews = reviews(Optional.of("red"), serve(new Ratings()));

    assertThat(reviews.answer(get("/reviews/0")).body())
        .contains("\"rating\":{\"stars\":5,\"color\":\"red\"}");
  }

  @Test
  void reviewsSayWhenRatingsFail() throws IOException {
    var ratings = new Ratings();
    ratings.answer(request("POST", "/failures", "next=1&status=500", Map.of()));
    var reviews = reviews(Optional.of("black"), serve(ratings));

    assertThat(reviews.answer(get("/reviews/0")).body()).contains("currently unavailable");
    assertThat(reviews.answer(get("/reviews/0")).body()).contains("\"color\":\"black\"");
  }

  @Test
  void ratingsFailAsOftenAsAsked() {
    var ratings = new Ratings();
    assertThat(ratings.answer(request("POST", "/failures", "next=2", Map.of())).status())
        .isEqualTo(200);

    assertThat(List.of(status(ratings), status(ratings), status(ratings)))
        .containsExactly(503, 503, 200);
    assertThat(ratings.answer(request("GET", "/failures", "next=2", Map.of())).status())
        .isEqualTo(400);
  }

  @Test
  void thePageNamesTheUserAndForwardsIt() throws IOException {
    var seen = new ArrayList<Map<String, List<String>>>();
    Answerer spy =
        request -> {
          seen.add(request.headers());
          return Response.json(200, Map.of("podname", "p", "reviews", List.of()));
        };
    var page = page(serve(spy));
    var login = page.answer(new Request("POST", "/login", "", Map.of(), "username=jason"));
    var cookie = String.valueOf(login.headers().get("Set-Cookie")).split(";", -1)[0];

    var html = page.answer(request("GET", "/productpage", "", headers(cookie))).body();

    assertThat(html).contains("jason");
    assertThat(seen)
        .isNotEmpty()
        .allSatisfy(
            headers ->
                assertThat(headers)
                    .containsEntry("end-user", List.of("jason"))
                    .containsEntry("x-request-id", List.of("42")));
  }

  @Test
  void thePageSaysWhichPartIsMissing() throws IOException {
    var html = page(serve(request -> Response.json(503, Map.of()))).answer(get("/productpage"));

    assertThat(html.status()).isEqualTo(200);
    assertThat(html.body())
        .contains("product reviews are currently unavailable")
        .contains("product details are currently unavailable");
  }

  @Test
  void thePageEscapesWhatOthersSay() throws IOException {
    Answerer hostile =
        request -> Response.json(200, Map.of("podname", "<script>", "type", "<b>", "reviews", 1));

    assertThat(page(serve(hostile)).answer(get("/productpage")).body())
        .doesNotContain("<script>")
        .contains("&lt;script&gt;");
  }

  @Test
  void countsWhatArrives() throws IOException {
    var base = serve(new Ratings());
    var itself = new Dependency(base, Duration.ofSeconds(5));
    itself.get("/ratings/1", Map.of());
    itself.get("/ratings/x", Map.of());
    itself.get("/health", Map.of());

    assertThat(Json.parse(itself.get("/debug/counts", Map.of()).body()))
        .isEqualTo(Map.of("ratings", 2L));
  }

  private static int status(Answerer service) {
    return service.answer(get("/ratings/0")).status();
  }

  private ProductPage page(URI base) {
    var all = new Dependency(base, Duration.ofSeconds(5));
    return new ProductPage(all, all, all, "pod");
  }

  private static Reviews reviews(Optional<String> color, URI ratings) {
    return new Reviews(color, new Dependency(ratings, Duration.ofSeconds(5)), "pod", "null");
  }

  private URI serve(Answerer service) throws IOException {
    var server = new SampleServer(service, Map.of()).start(0);
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static Map<String, List<String>> headers(String cookie) {
    return Map.of("cookie", List.of(cookie), "x-request-id", List.of("42"));
  }

  private static Request get(String path) {
    return request("GET", path, "", Map.of());
  }

  private static Request request(
      String method, String path, String query, Map<String, List<String>> headers) {
    return new Request(method, path, query, headers, "");
  }
}
