// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.lateen.agent.envoy.Bootstrap;
import io.lateen.agent.envoy.BootstrapGenerator;
import io.lateen.agent.envoy.EnvoyFiles;
import io.lateen.agent.envoy.EnvoySettings;
import io.lateen.agent.envoy.ProxyNode;
import io.lateen.agent.envoy.ProxyTuning;
import io.lateen.agent.identity.socket.PeerCheck;
import io.lateen.agent.identity.socket.UnixEventLoops;
import io.lateen.agent.identity.socket.UnixGrpcServer;
import io.lateen.agent.identity.socket.Verdict;
import io.lateen.agent.process.OwnedFiles;
import io.lateen.agent.process.Processes;
import io.lateen.agent.process.Processes.Signal;
import io.lateen.agent.process.RunningProcess;
import io.lateen.agent.workload.AssignedWorkload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A second Envoy with the bootstrap of a workload's own, for one trial: same binary, same user,
 * same runtime settings, but in an empty network namespace and with the agent's trial on its
 * socket. Blocks.
 */
final class TwinEnvoy {

  private static final Duration END_TIME = Duration.ofSeconds(2);

  private final EnvoyFiles files;
  private final EnvoySettings settings;
  private final Processes processes;
  private final UnixEventLoops loops;
  private final Executor calls;

  TwinEnvoy(
      EnvoyFiles files,
      EnvoySettings settings,
      Processes processes,
      UnixEventLoops loops,
      Executor calls) {
    this.files = files;
    this.settings = settings;
    this.processes = processes;
    this.loops = loops;
    this.calls = calls;
  }

  /**
   * Holds the trial; what the course knows afterwards is its outcome, whatever became of the twin.
   *
   * @throws IOException when there is no twin
   */
  void hold(TrialCourse course, AssignedWorkload workload)
      throws IOException, InterruptedException {
    prepare(workload);
    var over = new CountDownLatch(1);
    var twin = new AtomicLong(-1);
    PeerCheck onlyTwin =
        peer ->
            peer.pid() == twin.get()
                ? new Verdict.Allowed()
                : new Verdict.Refused("process " + peer.pid() + " is not the twin");
    var server =
        UnixGrpcServer.start(
            new UnixGrpcServer.Settings(files.agentSocket(), settings.userId()),
            onlyTwin,
            List.of(new Service(course, over)),
            loops,
            calls);
    try {
      var process = processes.start(argv(workload.start().bootstrap()), files.log().file());
      twin.set(process.pid());
      awaitEnd(process, over);
    } finally {
      server.close();
      OwnedFiles.deleteTree(files.folder());
    }
  }

  /** Until the trial is over, the twin has died, or the time is up. */
  private void awaitEnd(RunningProcess process, CountDownLatch over) throws InterruptedException {
    try {
      var died =
          Thread.startVirtualThread(
              () -> {
                processes.awaitEnd(process, TrialLimits.MAX_TIME);
                over.countDown();
              });
      over.await(TrialLimits.MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
      died.interrupt();
    } finally {
      processes.signal(process, Signal.KILL);
      processes.awaitEnd(process, END_TIME);
    }
  }

  private void prepare(AssignedWorkload workload) throws IOException {
    OwnedFiles.deleteTree(files.folder());
    OwnedFiles.folder(files.folder(), "rwx--x--x", 0);
    OwnedFiles.folder(files.adminFolder(), "rwx------", settings.userId());
    // Envoy's log may repeat what it refuses.
    OwnedFiles.replace(files.log().file(), "", "rw-------");
    var bootstrap =
        new Bootstrap(
            ProxyNode.of(workload, settings.place()),
            files.agentSocket(),
            files.adminSocket(),
            settings.resolver(),
            EnvoySettings.MAX_CONNECTIONS,
            new Bootstrap.Stats(List.of(), List.of(), List.of()),
            workload.start().runtime(),
            ProxyTuning.of(workload.annotations()));
    OwnedFiles.replace(files.bootstrap(), BootstrapGenerator.generate(bootstrap), "rw-r--r--");
  }

  private List<String> argv(String changes) {
    return TwinCommand.argv(settings, files.bootstrap(), changes);
  }

  /** Speaks with the twin; a second stream would mean that it has lost its place. */
  private static final class Service extends AggregatedDiscoveryServiceImplBase {

    private final TrialCourse course;
    private final CountDownLatch over;
    private final AtomicBoolean begun = new AtomicBoolean();

    Service(TrialCourse course, CountDownLatch over) {
      this.course = course;
      this.over = over;
    }

    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
        StreamObserver<DeltaDiscoveryResponse> twin) {
      if (!begun.compareAndSet(false, true)) {
        twin.onError(Status.ABORTED.asRuntimeException());
        over.countDown();
      }
      return new StreamObserver<>() {
        @Override
        public void onNext(DeltaDiscoveryRequest request) {
          course.asked(request).forEach(twin::onNext);
          if (course.done()) {
            over.countDown();
          }
        }

        @Override
        public void onError(Throwable cause) {
          over.countDown();
        }

        @Override
        public void onCompleted() {
          over.countDown();
        }
      };
    }
  }
}
