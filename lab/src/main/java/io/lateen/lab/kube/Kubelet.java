// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.base.time.Scheduler;
import io.lateen.lab.topology.AddressPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Looks after the readiness of pods, as kubelets and the endpoint slice controller do: asks every
 * pod once a second and publishes what changed. A publication that fails is made again at the next
 * look, with what is true then. Thread-safe.
 */
public final class Kubelet implements AutoCloseable {

  /** While pods start. */
  static final Duration EAGER_INTERVAL = Duration.ofMillis(150);

  /** Kubernetes' default {@code periodSeconds} is 10; a demo wants to see things happen. */
  static final Duration CALM_INTERVAL = Duration.ofSeconds(1);

  /** As Kubernetes' default {@code failureThreshold}. */
  static final int FAILURES_UNTIL_UNREADY = 3;

  /** Whether a pod can take requests now; may block for about a second. */
  @FunctionalInterface
  public interface Probe {
    boolean ready(PodPlan pod) throws InterruptedException;
  }

  /** Takes documents to the control plane. */
  @FunctionalInterface
  public interface Publisher {

    /** Returns whether the control plane accepted them. */
    boolean publish(List<String> documents) throws InterruptedException;
  }

  private final ClusterPlan plan;
  private final AddressPlan addresses;
  private final Probe probe;
  private final Publisher publisher;
  private final Scheduler scheduler;
  private final ExecutorService executor;
  private final Map<PodPlan, Integer> failures = new HashMap<>();
  private final Set<String> ready = new TreeSet<>();
  private Set<String> published = Set.of();
  private boolean told;
  private boolean closed;

  /** A kubelet that does nothing until {@link #start}. */
  public Kubelet(
      ClusterPlan plan,
      AddressPlan addresses,
      Probe probe,
      Publisher publisher,
      Scheduler scheduler,
      ExecutorService executor) {
    this.plan = plan;
    this.addresses = addresses;
    this.probe = probe;
    this.publisher = publisher;
    this.scheduler = scheduler;
    this.executor = executor;
  }

  /** Begins to look. */
  public void start() {
    lookLater(Duration.ZERO);
  }

  /** Whether every pod is ready and the control plane knows. */
  public synchronized boolean allPublished() {
    return published.size() == plan.pods().size();
  }

  /**
   * Pods of which the control plane does not know that they are ready, as {@code namespace/name}.
   */
  public synchronized List<String> missing() {
    return plan.pods().stream().map(PodPlan::key).filter(pod -> !published.contains(pod)).toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void lookLater(Duration delay) {
    scheduler.schedule(delay, () -> executor.execute(this::look));
  }

  /** One look at all pods. */
  private void look() {
    try {
      var answers = new LinkedHashMap<PodPlan, Future<Boolean>>();
      plan.pods().forEach(pod -> answers.put(pod, executor.submit(() -> probe.ready(pod))));
      for (var answer : answers.entrySet()) {
        note(answer.getKey(), succeeded(answer.getValue()));
      }
      publishChanges();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
    again();
  }

  private synchronized void again() {
    if (!closed) {
      lookLater(allPublished() ? CALM_INTERVAL : EAGER_INTERVAL);
    }
  }

  private static boolean succeeded(Future<Boolean> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return false;
    }
  }

  private synchronized void note(PodPlan pod, boolean success) {
    if (success) {
      failures.remove(pod);
      ready.add(pod.key());
    } else if (failures.merge(pod, 1, Integer::sum) >= FAILURES_UNTIL_UNREADY) {
      ready.remove(pod.key());
    }
  }

  private void publishChanges() throws InterruptedException {
    var now = snapshot();
    var documents = changes(now);
    if (!documents.isEmpty() && publisher.publish(documents)) {
      synchronized (this) {
        published = now;
        told = true;
      }
    }
  }

  private synchronized Set<String> snapshot() {
    return Set.copyOf(ready);
  }

  private synchronized List<String> changes(Set<String> now) {
    var changed =
        plan.pods().stream()
            .filter(pod -> now.contains(pod.key()) != published.contains(pod.key()))
            .toList();
    var documents = new ArrayList<String>();
    changed.forEach(pod -> documents.add(document(pod, now)));
    for (var service : plan.services()) {
      var selector = service.service().selector();
      if (!told || changed.stream().anyMatch(pod -> pod.matches(service.namespace(), selector))) {
        documents.addAll(EndpointSlices.of(service, plan.pods(), now));
      }
    }
    return documents;
  }

  private String document(PodPlan pod, Set<String> now) {
    return KubeJson.pod(pod, addresses.host(pod.host()), now.contains(pod.key()));
  }
}
