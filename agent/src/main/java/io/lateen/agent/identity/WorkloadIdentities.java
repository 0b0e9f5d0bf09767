// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity;

import io.lateen.agent.identity.certificate.CertificateFile;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.agent.identity.node.NodeIdentity;
import io.lateen.agent.identity.sds.SdsService;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.TrustBundle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The identities of all workloads of this node. Safe for all threads. */
public final class WorkloadIdentities implements AutoCloseable {

  /** Most workloads of one node; Kubernetes plans with 110 pods. */
  static final int MAX_WORKLOADS = 1000;

  private static final int MAX_UID = 128;

  private final NodeIdentity node;
  private final Path folder;
  private final Seams seams;

  /** When Envoys of an earlier agent may begin to come back. */
  private final Instant begun;

  private final Map<String, WorkloadIdentity> byUid = new HashMap<>();

  /**
   * No identities yet; their files are in {@code stateDir/identities}.
   *
   * @param node gives the channel on which certificates are asked for
   */
  public WorkloadIdentities(NodeIdentity node, Path stateDir, Seams seams) {
    this.node = node;
    this.folder = stateDir.resolve("identities");
    this.seams = seams;
    this.begun = seams.clock().instant();
    node.onReady(this::hurry);
  }

  private void hurry() {
    all().forEach(WorkloadIdentity::hurry);
  }

  private synchronized List<WorkloadIdentity> all() {
    return List.copyOf(byUid.values());
  }

  /**
   * The roots that everybody on this node follows; empty while somebody does not, or may not yet.
   * Whoever starts later begins with them or with newer ones.
   */
  public Optional<TrustBundle> followed() {
    var roots = node.trust().forWorkloads();
    var now = seams.clock().instant();
    if (now.isBefore(begun.plus(SdsService.RETURN)) && node.isRestored()
        || !node.follows(roots.roots().getFirst())
        || !all().stream().allMatch(WorkloadIdentity::followsRoots)) {
      return Optional.empty();
    }
    return Optional.of(roots).filter(node.trust().forWorkloads()::equals);
  }

  /**
   * Begins the identity of a workload, from disk when it is there, else from the control plane. A
   * second call with the same uid gives the same identity.
   *
   * @throws IllegalArgumentException when the uid is no file name, the names are no SPIFFE path, or
   *     there are {@value #MAX_WORKLOADS} workloads already
   */
  public WorkloadIdentity open(String uid, String namespace, String serviceAccount) {
    var id =
        SpiffeId.workload(node.trust().forWorkloads().trustDomain(), namespace, serviceAccount);
    WorkloadIdentity identity;
    synchronized (this) {
      var present = byUid.get(uid);
      if (present != null) {
        return present;
      }
      if (byUid.size() >= MAX_WORKLOADS) {
        throw new IllegalArgumentException(MAX_WORKLOADS + " workloads are on this node");
      }
      identity = new WorkloadIdentity(uid, id, file(uid), node, seams);
      byUid.put(uid, identity);
    }
    identity.start();
    return identity;
  }

  private CertificateFile file(String uid) {
    if (uid.isEmpty()
        || uid.length() > MAX_UID
        || !uid.chars().allMatch(WorkloadIdentities::plain)
        || uid.startsWith(".")) {
      throw new IllegalArgumentException("not the uid of a workload: it cannot name a file");
    }
    return new CertificateFile(folder.resolve(uid + ".pem"));
  }

  private static boolean plain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  /** Ends the identity of a workload that has left, and removes its key from disk. */
  public void forget(String uid) {
    WorkloadIdentity gone;
    synchronized (this) {
      gone = byUid.remove(uid);
    }
    if (gone != null) {
      gone.forget();
    }
  }

  /** Stops all renewals; the files stay for the next agent. */
  @Override
  public synchronized void close() {
    byUid.values().forEach(WorkloadIdentity::close);
    byUid.clear();
  }
}
