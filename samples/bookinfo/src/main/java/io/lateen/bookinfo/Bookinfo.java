// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo;

import io.lateen.bookinfo.http.Answerer;
import io.lateen.bookinfo.http.Dependency;
import io.lateen.bookinfo.http.SampleServer;
import io.lateen.bookinfo.shop.Details;
import io.lateen.bookinfo.shop.ProductPage;
import io.lateen.bookinfo.shop.Ratings;
import io.lateen.bookinfo.shop.Reviews;
import io.lateen.bookinfo.shop.Stranger;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Starts one service of the shop: {@code Bookinfo productpage|details|reviews|ratings|stranger
 * [--version v1] [--port 9080] [--pod NAME] [--cluster NAME]}. Prints one line when it listens.
 */
public final class Bookinfo {

  /** {@code EX_USAGE} of sysexits. */
  private static final int USAGE = 64;

  /** {@code EX_UNAVAILABLE} of sysexits: the port is taken. */
  private static final int UNAVAILABLE = 69;

  /** As the original: page to details and reviews. */
  private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(3);

  /** As the original: black stars wait long, red stars do not. */
  private static final Duration BLACK_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration RED_TIMEOUT = Duration.ofMillis(2500);

  private Bookinfo() {}

  /** Runs until the process is ended; exits 64 on wrong arguments and 69 when the port is taken. */
  public static void main(String[] args) {
    var options = Options.tryParse(args, System.getenv());
    if (options.isEmpty()) {
      System.err.println(Options.USAGE);
      System.exit(USAGE);
    }
    options.ifPresent(Bookinfo::run);
  }

  private static void run(Options options) {
    var identity = Map.of("x-served-by", options.pod(), "x-served-version", options.version());
    try {
      new SampleServer(service(options), identity).start(options.port());
      System.out.println(
          "%s %s listens on port %d"
              .formatted(options.service(), options.version(), options.port()));
    } catch (IOException e) {
      System.err.println("cannot listen on port %d: %s".formatted(options.port(), e.getMessage()));
      System.exit(UNAVAILABLE);
    }
  }

  private static Answerer service(Options options) {
    return switch (options.service()) {
      case "productpage" ->
          new ProductPage(
              call("details", PAGE_TIMEOUT),
              call("reviews", PAGE_TIMEOUT),
              call("ratings", PAGE_TIMEOUT),
              options.pod());
      case "details" -> new Details();
      case "reviews" -> reviews(options);
      case "ratings" -> new Ratings();
      default -> new Stranger();
    };
  }

  private static Reviews reviews(Options options) {
    var color =
        switch (options.version()) {
          case "v2" -> Optional.of("black");
          case "v3" -> Optional.of("red");
          default -> Optional.<String>empty();
        };
    var patience = color.equals(Optional.of("black")) ? BLACK_TIMEOUT : RED_TIMEOUT;
    return new Reviews(color, call("ratings", patience), options.pod(), options.cluster());
  }

  private static Dependency call(String service, Duration timeout) {
    return new Dependency(URI.create("http://" + service + ":9080"), timeout);
  }
}
