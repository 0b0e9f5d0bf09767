// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import java.nio.file.Path;

/**
 * Where the files of one Envoy are. Only the folder of the administration socket belongs to Envoy's
 * user; the agent, which is root, writes nothing there and trusts nothing from there.
 *
 * @param folder the workload's folder, root's
 */
public record EnvoyFiles(Path folder) {

  /** Socket on which the agent serves this Envoy. */
  public Path agentSocket() {
    return folder.resolve("xds.sock");
  }

  /** Folder that belongs to Envoy's user. */
  public Path adminFolder() {
    return folder.resolve("admin");
  }

  /** Socket that Envoy creates. */
  public Path adminSocket() {
    return adminFolder().resolve("admin.sock");
  }

  /** Envoy's bootstrap. */
  public Path bootstrap() {
    return folder.resolve("bootstrap.json");
  }

  /** Which process the Envoy is. */
  public Path pid() {
    return folder.resolve("envoy.pid");
  }

  /** What Envoy writes. */
  public LogFile log() {
    return new LogFile(folder.resolve("envoy.log"));
  }
}
