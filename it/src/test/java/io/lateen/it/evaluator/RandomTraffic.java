// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.EnvoyConfig;
import java.util.List;
import java.util.Random;

/** Configurations and calls from a seed, drawn from few values so that they meet often. */
final class RandomTraffic {

  static final List<Integer> PORTS = List.of(7001, 7002, 7003);
  static final List<String> ADDRESSES =
      List.of("127.9.0.1", "127.9.0.2", "127.9.1.1", "127.8.0.1", "127.9.0.1");
  static final List<String> SNI =
      List.of("", "a.test", "x.a.test", "y.x.a.test", "b.test", "test", "A.Test", "c.example");
  private static final List<String> HOSTS =
      List.of(
          "a.test",
          "A.TEST",
          "b.test",
          "b.test:7001",
          "x.a.test",
          "y.x.a.test:80",
          "www.z",
          "www.a.test",
          "other",
          "a.test.",
          "127.9.0.1");
  private static final List<String> PATHS =
      List.of(
          "/",
          "/a",
          "/a/b",
          "/a//b",
          "/A",
          "/ab",
          "/a/../b",
          "/a/./b",
          "/a%2Fb",
          "/%61",
          "/a?x=1&y=2",
          "/b?x=",
          "/b?y=1&x=2",
          "/x/1/y",
          "/a/b/");
  private static final List<String> SOURCES =
      List.of("10.1.0.1", "10.1.2.3", "10.2.0.1", "127.0.0.1", "127.9.0.1");
  private static final List<String> ALPN =
      List.of("h2", "http/1.1", "istio", "istio-http/1.1", "h2,http/1.1");

  private final Random random;

  RandomTraffic(long seed) {
    random = new Random(seed);
  }

  EnvoyConfig config() {
    return new RandomListeners(random).config();
  }

  Call call() {
    var call =
        Call.to(pick(PORTS))
            .address(pick(ADDRESSES))
            .mode(Call.Mode.OUTBOUND)
            .source(new Call.Source(pick(SOURCES), 40_000 + random.nextInt(3), ""))
            .protocol(
                random.nextInt(5) == 0
                    ? Call.Protocol.TCP
                    : pick(List.of(Call.Protocol.HTTP, Call.Protocol.HTTP2)))
            .method(pick(List.of("GET", "GET", "POST")))
            .host(pick(HOSTS))
            .path(pick(PATHS));
    if (random.nextInt(3) == 0) {
      call.tls(pick(List.of(Call.Tls.TLS, Call.Tls.MTLS)))
          .sni(pick(SNI))
          .alpn(List.of(pick(ALPN).split(",", -1)));
    }
    for (var name : List.of("x-a", "x-n", "x-c")) {
      if (random.nextBoolean()) {
        call.header(
            name,
            name.equals("x-c")
                ? pick(List.of("one", "missing"))
                : pick(List.of("1", "5", "12", "one", "One", "prefix-one", "one-suffix")));
      }
    }
    return call.build();
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
