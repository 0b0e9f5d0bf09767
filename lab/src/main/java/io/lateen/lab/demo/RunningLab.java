// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.client.ApiClient;
import io.lateen.lab.kube.ClusterPlan;
import io.lateen.lab.kube.Kubelet;
import io.lateen.lab.kube.Samples;
import io.lateen.lab.process.Supervisor;
import io.lateen.lab.topology.NetworkPlan;

/**
 * A lab that this process started and looks after.
 *
 * @param samples where the documents of its application lie
 */
public record RunningLab(
    StateFolder folder,
    LabState state,
    NetworkPlan network,
    ClusterPlan cluster,
    Samples samples,
    Supervisor supervisor,
    Kubelet kubelet,
    ApiClient api)
    implements AutoCloseable {

  /** Name of the control plane's task. */
  public static final String CONTROL_PLANE = "control-plane";

  /** Name of the task of the server outside. */
  static final String OUTSIDE = "outside";

  /** Name of an agent's task. */
  public static String agent(String host) {
    return "agent-" + host;
  }

  /** Stops looking after it; its processes live on. */
  @Override
  public void close() {
    kubelet.close();
    supervisor.close();
    api.close();
  }
}
