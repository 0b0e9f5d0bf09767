// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.base.time.NanoClock;
import io.lateen.lab.LabException;
import io.lateen.lab.system.NetworkNamespace;
import io.lateen.lab.system.Waiting;
import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.HttpReply;
import io.lateen.lab.traffic.Load;
import io.lateen.lab.traffic.LoadReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Users who look at the product page, from the machine itself, and a line per second about it. */
final class PageViews {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The namespace of this process: its own file of proc(5). */
  private static final Path HERE = Path.of("/proc/self/ns/net");

  private final Waiting waiting;
  private final NanoClock ticks;
  private final ThreadFactory threads;

  PageViews(DemoTools tools) {
    this.waiting = tools.waiting();
    this.ticks = tools.ticks();
    this.threads = tools.threads();
  }

  void run(LabState.Pod page, TrafficOptions options, Consumer<String> line, BooleanSupplier goOn)
      throws LabException, InterruptedException {
    var target = new InetSocketAddress(page.address(), page.port());
    var call = HttpCall.get("productpage:" + page.port(), "/productpage");
    int workers = Math.clamp(options.perSecond() / 4, 4, Load.MAX_WORKERS);
    var plan =
        new Load.Plan(target, call, PageViews::stars, workers, options.perSecond(), 0, TIMEOUT);
    try (var load = Load.start(new NetworkNamespace(HERE, threads), plan, ticks)) {
      long start = ticks.nanos();
      while (goOn.getAsBoolean() && !isOver(options, start)) {
        waiting.pause(SECOND);
        line.accept(words(load.report()));
      }
      line.accept(words(load.stop()));
    } catch (IOException e) {
      throw new LabException(
          LabException.FAILED, "cannot make traffic: " + e.getMessage(), "run as root", e);
    }
  }

  private boolean isOver(TrafficOptions options, long start) {
    return options.time().isPresent() && waiting.since(start).compareTo(options.time().get()) >= 0;
  }

  /** Which version of reviews a page shows, as its reader sees it. */
  static String stars(HttpReply page) {
    if (page.body().contains("class=\"red\"")) {
      return "red stars";
    }
    if (page.body().contains("class=\"black\"")) {
      return "black stars";
    }
    return page.body().contains("unavailable") ? "something unavailable" : "no stars";
  }

  static String words(LoadReport report) {
    var text =
        new StringBuilder(
            "%5.1f s  %d views  p50 %d ms  p99 %d ms"
                .formatted(
                    report.time().toMillis() / 1000.0,
                    report.calls(),
                    report.latencies().percentile(0.5).toMillis(),
                    report.latencies().percentile(0.99).toMillis()));
    report
        .labels()
        .forEach((label, count) -> text.append("  ").append(label).append(' ').append(count));
    return text.append("  failed ").append(report.failed()).toString();
  }
}
