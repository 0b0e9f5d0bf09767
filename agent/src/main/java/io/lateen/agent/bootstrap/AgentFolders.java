// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.config.AgentConfig;
import io.lateen.agent.process.OwnedFiles;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The agent's folders, held by a lock so that two agents never serve the same workloads. The kernel
 * drops the lock when the agent ends, in whatever way.
 */
final class AgentFolders implements AutoCloseable {

  private final Path state;
  private final FileChannel channel;
  private final FileLock lock;

  private AgentFolders(Path state, FileChannel channel, FileLock lock) {
    this.state = state;
    this.channel = channel;
    this.lock = lock;
  }

  /** Makes the folders and takes the lock. */
  static Result<AgentFolders> open(AgentConfig config) {
    try {
      OwnedFiles.folder(config.stateDir(), "rwx------", 0);
      OwnedFiles.folder(config.stateDir().resolve("xds"), "rwx------", 0);
      OwnedFiles.folder(config.runDir(), "rwxr-xr-x", 0);
      OwnedFiles.folder(config.workloadsDir(), "rwxr-xr-x", 0);
      var channel =
          FileChannel.open(
              config.stateDir().resolve("agent.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Result.err(
            problem(config, "another agent runs with " + config.stateDir())
                .withFix("stop it first, or give this one its own folders"));
      }
      return Result.ok(new AgentFolders(config.stateDir(), channel, lock));
    } catch (IOException e) {
      return Result.err(
          problem(config, "the folders cannot be made: " + e)
              .withFix("check stateDir, runDir and workloadsDir and the space on their disks"));
    }
  }

  private static Problem problem(AgentConfig config, String message) {
    return Problem.error(Location.of(config.stateDir().toString()), "agent", "", message);
  }

  Path lastGood() {
    return state.resolve("xds");
  }

  Path assignments() {
    return state.resolve("assignments.bin");
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      // The kernel drops the lock with the process.
    }
  }
}
