// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.site;

import io.lateen.agent.capture.CaptureAnnotations;
import io.lateen.agent.capture.CaptureRules;
import io.lateen.agent.envoy.AdminClient;
import io.lateen.agent.envoy.EnvoyFiles;
import io.lateen.agent.envoy.EnvoyRunner;
import io.lateen.agent.process.OwnedFiles;
import io.lateen.agent.process.RunningProcess;
import io.lateen.agent.telemetry.Counters;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.AssignedWorkload.Role;
import io.lateen.agent.workload.WorkloadSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The site of one workload. Capture is in force before an Envoy starts: never in clear. */
public final class NodeSite implements WorkloadSite {

  private static final Logger LOG = LoggerFactory.getLogger(NodeSite.class);

  private final String uid;
  private final SiteServices services;
  private final EnvoyFiles files;
  private final AdminClient admin;
  private final EnvoyRunner envoy;
  private final Consumer<NodeSite> closed;
  private volatile Optional<SiteSocket> socket = Optional.empty();
  private Optional<CaptureRules> captured = Optional.empty();
  private Optional<Path> capturedIn = Optional.empty();
  private boolean started;

  /** How long connections may go on at the end; 0 for the node's own. */
  private int farewellSeconds;

  /**
   * Creates it; nothing happens before {@link #prepare}.
   *
   * @param closed told when the site is not needed any more
   */
  public NodeSite(String uid, SiteServices services, Consumer<NodeSite> closed) {
    this.uid = uid;
    this.closed = closed;
    this.services = services;
    this.files = new EnvoyFiles(services.folders().run().resolve(uid));
    this.admin = new AdminClient(files.adminSocket(), services.scheduler());
    this.envoy = new EnvoyRunner(files, services.envoy(), services.processes(), admin);
  }

  /** The administration interface of the Envoy. */
  public AdminClient admin() {
    return admin;
  }

  @Override
  public Optional<RunningProcess> prepare(AssignedWorkload workload, Path networkNamespace)
      throws IOException {
    if (!Files.exists(networkNamespace)) {
      throw new IOException("there is no network namespace " + networkNamespace);
    }
    // First, because after a restart of the agent applications wait for nothing but names.
    services.names().put(uid, workload.namespace(), workload.addresses());
    OwnedFiles.folder(files.folder(), "rwxr-xr-x", 0);
    var open = socket.filter(one -> one.isFor(workload, networkNamespace));
    if (open.isEmpty()) {
      socket.ifPresent(SiteSocket::close);
      socket = Optional.of(SiteSocket.open(workload, services, files, networkNamespace));
    }
    farewellSeconds = workload.start().limits().terminationDrainSeconds();
    capture(workload, networkNamespace);
    if (workload.role() == Role.PROXYLESS) {
      return Optional.empty();
    }
    var running = envoy.adopt(networkNamespace);
    if (running.isPresent()) {
      started = true;
      services.counters().add(Counters.ENVOY_ADOPTED, 1);
    }
    return running;
  }

  /** Applies rules that differ from those in force; nothing is captured without a sidecar. */
  private void capture(AssignedWorkload workload, Path networkNamespace) throws IOException {
    if (workload.role() != Role.SIDECAR) {
      return;
    }
    var object = "Pod " + workload.namespace() + "/" + workload.name();
    var rules =
        CaptureAnnotations.rules(
            object, workload.annotations(), services.envoy().userId(), services.captureDns());
    if (!rules.isOk()) {
      throw new IOException(rules.problems().render());
    }
    if (captured.equals(rules.toOptional()) && capturedIn.equals(Optional.of(networkNamespace))) {
      return;
    }
    var fault = services.capture().apply(networkNamespace, rules.orThrow());
    if (fault.isPresent()) {
      throw new IOException(fault.get());
    }
    captured = rules.toOptional();
    capturedIn = Optional.of(networkNamespace);
  }

  @Override
  public void update(AssignedWorkload workload, Path networkNamespace) {
    if (socket.isEmpty()) {
      return;
    }
    farewellSeconds = workload.start().limits().terminationDrainSeconds();
    socket.get().update(workload);
    services.names().put(uid, workload.namespace(), workload.addresses());
    try {
      capture(workload, networkNamespace);
    } catch (IOException e) {
      LOG.error("capture stays as it was: {}", e.getMessage());
    }
  }

  @Override
  public RunningProcess start(AssignedWorkload workload, Path networkNamespace) throws IOException {
    if (started) {
      services.counters().add(Counters.ENVOY_RESTARTS, 1);
    }
    var process = envoy.start(workload, networkNamespace);
    started = true;
    return process;
  }

  @Override
  public boolean isRunning(RunningProcess process) {
    return envoy.isRunning(process);
  }

  @Override
  public String probe() {
    var files = socket.flatMap(SiteSocket::files);
    return files.isPresent() ? files.get().missing() : envoy.probe();
  }

  @Override
  public long certificateNotAfter() {
    return socket.map(SiteSocket::certificateNotAfter).orElse(0L);
  }

  /** Name queries are answered to the end; capture goes last, so that nothing leaves in clear. */
  @Override
  public void release(Optional<RunningProcess> process) {
    process.ifPresent(one -> envoy.end(one, farewellSeconds));
    socket.ifPresent(SiteSocket::forget);
    socket = Optional.empty();
    services.names().remove(uid);
    capturedIn
        .flatMap(services.capture()::remove)
        .ifPresent(fault -> LOG.warn("capture of {} stays: {}", uid, fault));
    captured = Optional.empty();
    capturedIn = Optional.empty();
    started = false;
    try {
      OwnedFiles.deleteTree(files.folder());
    } catch (IOException e) {
      LOG.warn("{} stays: {}", files.folder(), e.toString());
    }
  }

  @Override
  public void sweep() {
    try {
      for (var process : envoy.leftovers()) {
        // The namespace's own file is gone or unknown; the process still holds it open.
        var namespace = Path.of("/proc", Long.toString(process.pid()), "ns", "net");
        services
            .capture()
            .remove(namespace)
            .ifPresent(fault -> LOG.warn("capture of {} stays: {}", uid, fault));
        envoy.endNow(process);
      }
      Files.deleteIfExists(SiteSocket.lastGood(uid, services));
      OwnedFiles.deleteTree(files.folder());
    } catch (IOException e) {
      LOG.warn("something of workload {} stays: {}", uid, e.toString());
    }
  }

  @Override
  public void close() {
    socket.ifPresent(SiteSocket::close);
    closed.accept(this);
  }
}
