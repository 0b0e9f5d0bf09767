// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.demo;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Memory;
import io.lateen.bench.report.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The figures of the one-machine mesh. The machine should do nothing else meanwhile. */
public final class DemoSuite {

  static final String NAME = "demo";

  /** Starts of which the median is reported; the first also fills the class archives. */
  private static final int STARTS = 4;

  private static final double SECOND_START_GOAL_S = 10;
  private static final double AGENT_GOAL_MB = 70;

  private final Path home;

  /** Measures the checkout at {@code home}, which must be built. */
  public DemoSuite(Path home) {
    this.home = home;
  }

  /** Runs the cases in a fixed order and hands over each figure as soon as it is known. */
  public void run(Set<String> cases, Consumer<Figure> figures) throws Exception {
    if (cases.contains("clean")) {
      figures.accept(new CleanCloneCase(home).run());
    }
    if (cases.contains("start")) {
      starts().forEach(figures);
    }
    if (cases.contains("memory") || cases.contains("apply") || cases.contains("requests")) {
      try (var plain = PlainPods.beside(home.resolve("samples/bookinfo/kube"));
          var ignored = DemoProcess.start(home, List.of("--hosts", "1"), plain.environment())) {
        var mesh = RunningMesh.find();
        if (cases.contains("apply")) {
          new ApplyCase(mesh).run().forEach(figures);
        }
        if (cases.contains("requests")) {
          new RequestCase(mesh).run().forEach(figures);
        }
        if (cases.contains("memory")) {
          memory(mesh).forEach(figures);
        }
      }
    }
  }

  private List<Figure> starts() throws IOException {
    var whole = new Series();
    var controlPlane = new Series();
    for (int i = 0; i < STARTS; i++) {
      try (var demo = DemoProcess.start(home, List.of())) {
        if (i > 0) {
          whole.add(seconds(demo.upAfter()));
          controlPlane.add(seconds(demo.step("control plane")));
        }
      }
    }
    return List.of(
        Figure.of(NAME, "start", "second_start_s", "s", whole).goal(SECOND_START_GOAL_S),
        Figure.of(NAME, "start", "control_plane_ready_s", "s", controlPlane));
  }

  /** Taken last, so that the load of the other cases has left its traces. */
  private static List<Figure> memory(RunningMesh mesh) throws IOException {
    var agent = new Series();
    for (var pid : mesh.processes("agent-")) {
      agent.add(Memory.residentMegabytes(pid));
    }
    var controlPlane = new Series();
    for (var pid : mesh.processes("control-plane")) {
      controlPlane.add(Memory.residentMegabytes(pid));
    }
    var envoy = new Series();
    for (var pid : mesh.envoys()) {
      envoy.add(Memory.residentMegabytes(pid));
    }
    return List.of(
        Figure.of(
                NAME,
                "memory",
                "agent_rss_mb_with_%d_workloads".formatted(envoy.size()),
                "MB",
                agent)
            .goal(AGENT_GOAL_MB),
        Figure.of(NAME, "memory", "control_plane_rss_mb", "MB", controlPlane),
        Figure.of(NAME, "memory", "envoy_rss_mb", "MB", envoy));
  }

  private static double seconds(java.time.Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
