// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.agent.envoy.EnvoyFiles;
import io.lateen.agent.envoy.EnvoySettings;
import io.lateen.agent.identity.socket.UnixEventLoops;
import io.lateen.agent.process.Processes;
import io.lateen.agent.relay.Judge;
import io.lateen.agent.telemetry.Counters;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.ProxyStart;
import io.lateen.proto.node.v1.Finding;
import io.lateen.proto.node.v1.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trials of a node, one at a time. What was found out about a content is kept, so that the same
 * refusal by all workloads of the node costs one trial. Safe from all threads.
 */
public final class Trials implements AutoCloseable {

  /**
   * Folder of the twin below the run folder; no workload's identity begins with a dot. A killed
   * agent leaves it like that of a workload, and the next one sweeps it like one that has gone.
   */
  static final String FOLDER = ".trial";

  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

  /** How a trial is held: on a twin, but for tests. */
  interface Court {
    void hold(TrialCourse course, AssignedWorkload workload)
        throws IOException, InterruptedException;
  }

  /** A content, and what else Envoy's mind may depend on. */
  private record Content(ProxyStart start, String typeUrl, String version) {}

  /** What makes two trials the same one. */
  private record Docket(ProxyStart start, String typeUrl, List<String> versions) {}

  /** A trial that waits, with all who asked for it. */
  private record Waiting(
      AssignedWorkload workload,
      Trialable kind,
      Judge.Refused refused,
      List<Consumer<Verdict>> listeners) {

    long bytes() {
      return refused.resources().stream().mapToLong(Resource::getSerializedSize).sum();
    }

    Content content(String version) {
      return new Content(workload.start(), refused.typeUrl(), version);
    }

    Docket docket() {
      var versions = refused.resources().stream().map(Resource::getVersion).toList();
      return new Docket(workload.start(), refused.typeUrl(), versions);
    }
  }

  private final Court court;
  private final Executor blocking;
  private final Counters counters;
  private final Map<Docket, Waiting> waiting = new LinkedHashMap<>();
  private final Map<Content, Finding> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, Finding> eldest) {
          return size() > TrialLimits.MAX_FINDINGS;
        }
      };

  private long waitingBytes;
  private boolean working;
  private boolean closed;

  /**
   * Trials on twins of this node's Envoys.
   *
   * @param runDir folder in which the twin's folder is made
   * @param blocking runs trials; tasks block
   */
  public Trials(
      Path runDir,
      EnvoySettings settings,
      Processes processes,
      UnixEventLoops loops,
      Executor blocking,
      Counters counters) {
    this(
        new TwinEnvoy(new EnvoyFiles(runDir.resolve(FOLDER)), settings, processes, loops, blocking)
            ::hold,
        blocking,
        counters);
  }

  Trials(Court court, Executor blocking, Counters counters) {
    this.court = court;
    this.blocking = blocking;
    this.counters = counters;
  }

  /** The judge of one workload's refusals. */
  public Judge of(AssignedWorkload workload) {
    return (refused, then) ->
        Trialable.of(refused.typeUrl()).ifPresent(kind -> add(workload, kind, refused, then));
  }

  private void add(
      AssignedWorkload workload, Trialable kind, Judge.Refused refused, Consumer<Verdict> then) {
    var trial = new Waiting(workload, kind, refused, new ArrayList<>(List.of(then)));
    synchronized (this) {
      var same = waiting.get(trial.docket());
      if (same != null && same.listeners().size() < TrialLimits.MAX_LISTENERS) {
        same.listeners().add(then);
        return;
      }
      var bytes = trial.bytes();
      if (closed
          || same != null
          || waiting.size() >= TrialLimits.MAX_WAITING
          || waitingBytes + bytes > TrialLimits.MAX_WAITING_BYTES) {
        counters.add(Counters.TRIALS_FAILED, 1);
        return;
      }
      waiting.put(trial.docket(), trial);
      waitingBytes += bytes;
      if (working) {
        return;
      }
      working = true;
    }
    blocking.execute(this::work);
  }

  private void work() {
    for (var next = take(); next.isPresent(); next = take()) {
      try {
        hold(next.get());
      } catch (IOException | RuntimeException e) {
        counters.add(Counters.TRIALS_FAILED, 1);
        LOG.warn("a refused response could not be tried: {}", e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
      }
    }
  }

  private synchronized Optional<Waiting> take() {
    var oldest = waiting.values().iterator();
    if (!oldest.hasNext()) {
      working = false;
      return Optional.empty();
    }
    var trial = oldest.next();
    oldest.remove();
    waitingBytes -= trial.bytes();
    return Optional.of(trial);
  }

  private void hold(Waiting trial) throws IOException, InterruptedException {
    var untried = new ArrayList<Resource>();
    var findings = new ArrayList<Finding>();
    for (var resource : trial.refused().resources()) {
      finding(trial.content(resource.getVersion()))
          .ifPresentOrElse(findings::add, () -> untried.add(resource));
    }
    if (!untried.isEmpty()) {
      findings.addAll(tryOut(trial, untried));
    }
    if (!findings.isEmpty()) {
      var verdict = Verdict.newBuilder().addAllFindings(findings).build();
      trial.listeners().forEach(listener -> listener.accept(verdict));
    }
  }

  private List<Finding> tryOut(Waiting trial, List<Resource> resources)
      throws IOException, InterruptedException {
    counters.add(Counters.TRIALS, 1);
    var refused =
        new Judge.Refused(trial.refused().typeUrl(), resources, trial.refused().clusters());
    var course = new TrialCourse(trial.kind(), refused);
    court.hold(course, trial.workload());
    var findings = course.findings();
    if (!course.done()) {
      counters.add(Counters.TRIALS_FAILED, 1);
    }
    LOG.info(
        "{} of {} resources that the Envoy of {}/{} refused were tried; it refuses {}",
        findings.size(),
        resources.size(),
        trial.workload().namespace(),
        trial.workload().name(),
        findings.stream().filter(Finding::getRefused).map(Finding::getName).toList());
    keep(trial, findings);
    return findings;
  }

  private synchronized Optional<Finding> finding(Content content) {
    return Optional.ofNullable(known.get(content));
  }

  private synchronized void keep(Waiting trial, List<Finding> findings) {
    findings.forEach(finding -> known.put(trial.content(finding.getVersion()), finding));
  }

  /** Nothing is tried any more; a trial that is under way ends with its thread. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    waitingBytes = 0;
  }
}
