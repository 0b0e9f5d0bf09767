// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent;

import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.AssignedWorkload.Role;
import io.lateen.agent.workload.ProxyStart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Workloads for tests. */
public final class Pods {

  private Pods() {}

  /** A replica of the sample application's reviews. */
  public static AssignedWorkload reviews() {
    return reviews(Map.of());
  }

  /** A replica of the sample application's reviews with annotations. */
  public static AssignedWorkload reviews(Map<String, String> annotations) {
    return reviews(annotations, ProxyStart.DEFAULT);
  }

  /** The same replica without a proxy. */
  public static AssignedWorkload proxyless() {
    return reviews(Map.of(), ProxyStart.DEFAULT, Role.PROXYLESS);
  }

  /** A replica of the sample application's reviews with annotations and settings. */
  public static AssignedWorkload reviews(Map<String, String> annotations, ProxyStart start) {
    return reviews(annotations, start, Role.SIDECAR);
  }

  private static AssignedWorkload reviews(
      Map<String, String> annotations, ProxyStart start, Role role) {
    return new AssignedWorkload(
        "uid-reviews",
        "default",
        "reviews-v1-5d8f7c-x2x4z",
        "bookinfo-reviews",
        List.of("10.77.1.5"),
        new TreeMap<>(Map.of("app", "reviews", "version", "v1", "pod-template-hash", "5d8f7c")),
        new TreeMap<>(annotations),
        role,
        start);
  }
}
