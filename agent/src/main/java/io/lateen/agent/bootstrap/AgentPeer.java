// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.envoy.EnvoyVersion;
import io.lateen.agent.identity.WorkloadIdentities;
import io.lateen.agent.identity.node.NodeIdentity;
import io.lateen.agent.session.NodeSession;
import io.lateen.agent.session.SessionPeer;
import io.lateen.agent.workload.AssignedWorkload;
import io.lateen.agent.workload.WorkloadStatus;
import io.lateen.agent.workload.Workloads;
import io.lateen.proto.node.v1.Hello;
import io.lateen.proto.node.v1.TrustBundle;
import java.security.cert.CertificateException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects session, workloads and identity, which know nothing of each other. */
final class AgentPeer implements SessionPeer {

  private static final String VERSION = "0.1.0";
  private static final Logger LOG = LoggerFactory.getLogger(AgentPeer.class);

  private final NodeIdentity node;
  private final EnvoyVersion envoy;
  private final String instance;
  private @Nullable Workloads workloads;
  private @Nullable NodeSession session;
  private @Nullable WorkloadIdentities identities;
  private Optional<Followed> followed = Optional.empty();

  /** Whoever has followed goes on to; whoever starts later begins there. */
  private record Followed(io.lateen.identity.certificate.TrustBundle roots, String fingerprint) {}

  /**
   * Creates it.
   *
   * @param random makes the identity of this run
   */
  AgentPeer(NodeIdentity node, EnvoyVersion envoy, RandomGenerator random) {
    this.node = node;
    this.envoy = envoy;
    this.instance = HexFormat.of().toHexDigits(random.nextLong());
  }

  /** Ends the wiring; before anything is started. */
  void connect(Workloads theWorkloads, NodeSession theSession, WorkloadIdentities theIdentities) {
    workloads = theWorkloads;
    session = theSession;
    identities = theIdentities;
  }

  @Override
  public Optional<String> followedRoots() {
    var roots = node.trust().forWorkloads();
    if (followed.filter(known -> known.roots() == roots).isEmpty()) {
      followed =
          Objects.requireNonNull(identities)
              .followed()
              .map(bundle -> new Followed(bundle, bundle.fingerprint()));
    }
    return followed.map(Followed::fingerprint);
  }

  @Override
  public Hello hello() {
    return Hello.newBuilder()
        .setAgentVersion(VERSION)
        .setEnvoyVersion(envoy.toString())
        .setInstance(instance)
        .build();
  }

  @Override
  public void assign(List<AssignedWorkload> all) {
    Objects.requireNonNull(workloads).assign(all);
  }

  @Override
  public void trust(TrustBundle bundle) {
    try {
      node.trustBundle(bundle);
    } catch (CertificateException e) {
      LOG.error("the control plane sent roots that cannot be read: {}", e.toString());
    }
  }

  @Override
  public void statuses(Consumer<List<WorkloadStatus>> receiver) {
    Objects.requireNonNull(workloads).statuses(receiver);
  }

  void changed(WorkloadStatus status) {
    Objects.requireNonNull(session).changed(status);
  }
}
