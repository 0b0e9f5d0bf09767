// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user reads when the demo runs.
 *
 * @param lines without line breaks
 */
public record DemoSummary(List<String> lines) {

  /** Copies the list. */
  public DemoSummary {
    lines = List.copyOf(lines);
  }

  static DemoSummary of(RunningLab lab, Duration took) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("The mesh runs, %.1f s after the start.".formatted(took.toMillis() / 1000.0));
    lines.add("");
    var controlPlane = lab.network().addresses().controlPlane();
    lines.add(row("this machine", "control plane", controlPlane));
    for (var pod : lab.state().pods()) {
      lines.add(row(pod.host(), pod.name(), pod.address()));
    }
    lines.add(row("outside", "a server that no mesh knows", lab.network().addresses().outside()));
    lines.add("");
    lines.add("Three things to try, in another terminal:");
    var page = lab.state().pod("productpage").map(LabState.Pod::address).orElse("PRODUCTPAGE");
    lines.add("  curl http://%s:9080/productpage".formatted(page));
    lines.add(
        "  ./lateen apply -f %s -f %s && ./lateen demo traffic --rps 50"
            .formatted(
                lab.samples().networking("destination-rule-all.yaml"),
                lab.samples().networking("virtual-service-reviews-90-10.yaml")));
    lines.add(
        "  ./lateen proxy-status && ./lateen proxy-config route %s"
            .formatted(lab.state().pod("productpage").map(LabState.Pod::name).orElse("PROXY")));
    lines.add("");
    lines.add("YAML dropped into %s is applied at once.".formatted(lab.folder().watched()));
    lines.add("Ctrl-C or ./lateen demo stop removes everything.");
    return new DemoSummary(lines);
  }

  private static String row(String where, String what, String address) {
    return "  %-14s %-40s %s".formatted(where, what, address);
  }
}
