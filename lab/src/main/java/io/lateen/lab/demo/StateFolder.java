// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.process.PidFiles;
import java.nio.file.Path;

/**
 * Where everything of a running demo lies.
 *
 * @param root such as {@code /run/lateen/demo}; removed as a whole when the demo stops
 */
public record StateFolder(Path root) {

  /** Held by the process that runs the demo; beside the folder, since it outlives it. */
  Path lock() {
    return root.resolveSibling(root.getFileName() + ".lock");
  }

  Path state() {
    return root.resolve("state.json");
  }

  PidFiles pidFiles() {
    return new PidFiles(root.resolve("pids"));
  }

  /** The output of a task. */
  public Path log(String task) {
    return root.resolve("logs").resolve(task + ".log");
  }

  Path controlPlane() {
    return root.resolve("control-plane");
  }

  /** The way into the API, mode 0600. */
  public Path credential() {
    return root.resolve("credential.json");
  }

  /** YAML dropped here is applied; the control plane watches it. */
  public Path watched() {
    return root.resolve("config");
  }

  Path controlPlaneCa() {
    return root.resolve("ca.pem");
  }

  Path host(String name) {
    return root.resolve(name);
  }

  Path applications() {
    return root.resolve("apps");
  }

  Path sampleJar() {
    return applications().resolve("bookinfo.jar");
  }
}
