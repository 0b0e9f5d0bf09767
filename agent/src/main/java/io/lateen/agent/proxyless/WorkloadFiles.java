// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import io.lateen.agent.envoy.ProxyNode;
import io.lateen.agent.identity.WorkloadIdentity;
import io.lateen.agent.process.OwnedFiles;
import io.lateen.base.time.Scheduler;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one workload's gRPC library, kept up to date. Safe from all threads. */
public final class WorkloadFiles {

  private static final Logger LOG = LoggerFactory.getLogger(WorkloadFiles.class);
  private static final String WAITING = "waiting for a certificate";

  private final GrpcFiles files;
  private final int owner;
  private final WorkloadIdentity identity;
  private final CertificateFolder certificates;
  private final Scheduler scheduler;
  private volatile String missing = WAITING;
  private volatile Optional<Read> read = Optional.empty();

  /** What the library has read from the files. */
  private record Read(KeyedSvid svid, TrustBundle roots) {}

  /**
   * @param owner user of the application
   * @param scheduler waits until the library has read what was written
   */
  public WorkloadFiles(GrpcFiles files, int owner, WorkloadIdentity identity, Scheduler scheduler) {
    this.files = files;
    this.owner = owner;
    this.identity = identity;
    this.scheduler = scheduler;
    this.certificates = new CertificateFolder(files, owner);
  }

  /**
   * Writes the bootstrap, and each certificate from now on.
   *
   * @param socket of the agent, for this workload
   * @param disk runs writes; tasks block
   */
  public void start(ProxyNode node, Path socket, Executor disk) throws IOException {
    OwnedFiles.folder(files.folder(), "rwxr-xr-x", 0);
    PrivateFiles.replace(files.bootstrap(), GrpcBootstrap.text(node, socket, files), owner);
    identity.takenWhen(this::isTaken);
    identity.observe(() -> disk.execute(this::write));
  }

  /** Whether the library has read what the identity holds now. */
  private boolean isTaken() {
    var svid = identity.certificate();
    return svid.isEmpty() || read.equals(Optional.of(new Read(svid.get(), identity.roots())));
  }

  private void write() {
    var svid = identity.certificate();
    if (svid.isEmpty()) {
      return;
    }
    try {
      var roots = identity.roots();
      certificates.write(svid.get(), roots);
      var next = Optional.of(new Read(svid.get(), roots));
      scheduler.schedule(GrpcBootstrap.REFRESH.multipliedBy(2), () -> read = next);
      missing = "";
    } catch (IOException e) {
      LOG.error("the certificate cannot be written to {}: {}", files.folder(), e.toString());
      missing = "its certificate cannot be written: " + e.getMessage();
    }
  }

  /** What keeps the library from starting; empty when all files are there. */
  public String missing() {
    return missing;
  }

  /** Nothing is written any more; what is there stays. */
  public void close() {
    identity.observe(() -> {});
  }
}
