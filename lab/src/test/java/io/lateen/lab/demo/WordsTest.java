// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.lab.LabException;
import io.lateen.lab.kube.Samples;
import io.lateen.lab.traffic.HttpReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small readers of what others wrote. */
class WordsTest {

  @TempDir Path folder = Path.of("");

  @Test
  void sumsRequestsByDestinationAndCode() {
    var metrics =
        """
        # TYPE istio_requests_total counter
        istio_requests_total{reporter="source",destination_workload="reviews-v1",response_code="200"} 3.0
        istio_requests_total{reporter="source",destination_workload="reviews-v1",response_code="200",x="y"} 4
        istio_requests_total{reporter="source",destination_workload="ratings-v1",response_code="503"} 1
        istio_requests_total{reporter="destination",destination_workload="reviews-v1",response_code="200"} 9
        istio_request_bytes_sum{reporter="source"} 7
        """;

    assertThat(RequestCounters.of(metrics))
        .isEqualTo(Map.of("reviews-v1 200", 7L, "ratings-v1 503", 1L));
  }

  @Test
  void tellsTheVersionOfReviewsByItsStars() {
    assertThat(stars("<span class=\"red\">")).isEqualTo("red stars");
    assertThat(stars("<span class=\"black\">")).isEqualTo("black stars");
    assertThat(stars("reviews are currently unavailable")).isEqualTo("something unavailable");
    assertThat(stars("Book Reviews")).isEqualTo("no stars");
  }

  @Test
  void findsTheLastWordsOfALog() throws IOException {
    var log = folder.resolve("a.log");
    assertThat(Logs.lastWords(log)).isEqualTo("it said nothing");
    Files.writeString(log, "x".repeat(100_000) + "\nready\nport 15012 is busy\n\n");

    assertThat(Logs.lastWords(log)).isEqualTo("port 15012 is busy");
    assertThat(Logs.hasLine(log, "ready")).isTrue();
    assertThat(Logs.hasLine(log, "read")).isFalse();
  }

  @Test
  void istiosOwnDocumentsGoFirst() throws IOException, LabException {
    var istio = folder.resolve("istio");
    Files.createDirectories(istio.resolve("bookinfo/platform/kube"));
    Files.createDirectories(istio.resolve("bookinfo/networking"));
    var theirs = Files.writeString(istio.resolve("bookinfo/platform/kube/bookinfo.yaml"), "");
    Files.writeString(istio.resolve("bookinfo/networking/a.yaml"), "");
    var samples = new Samples(folder.resolve("own"), Optional.of(istio));

    assertThat(samples.kubernetes()).containsExactly(theirs);
    assertThat(samples.networking("a.yaml")).startsWith(istio);
    assertThat(samples.networking("b.yaml")).isEqualTo(folder.resolve("own/networking/b.yaml"));
  }

  @Test
  void refusesRatesAndHostsOutOfRange() {
    assertThatThrownBy(() -> new TrafficOptions(0, Optional.empty()).check())
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(LabException.USAGE));
    var options =
        new DemoOptions(
            0,
            "10.77.0.0/16",
            "lateen",
            Path.of("/run/x"),
            folder,
            folder,
            folder,
            Optional.empty());
    assertThatThrownBy(options::check).hasMessageContaining("0 hosts");
  }

  @Test
  void removesFoldersCompletelyAndAgain() throws IOException {
    var tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("a/b"));
    Files.writeString(tree.resolve("a/b/c"), "");
    var outside = Files.writeString(folder.resolve("outside"), "");
    Files.createSymbolicLink(tree.resolve("link"), outside);

    NetnsFiles.removeTree(tree);
    NetnsFiles.removeTree(tree);

    assertThat(Files.exists(tree)).isFalse();
    assertThat(Files.exists(outside)).isTrue();
  }

  private static String stars(String body) {
    return PageViews.stars(new HttpReply(200, Map.of(), body));
  }
}
