// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.lateen.agent.identity.certificate.Calls;
import io.lateen.agent.identity.certificate.CertificateFile;
import io.lateen.agent.identity.certificate.CertificateIssuer.Issued;
import io.lateen.agent.identity.certificate.CertificateKeeper;
import io.lateen.agent.identity.certificate.CertificateKeeper.Observer;
import io.lateen.agent.identity.certificate.CertificateKeeper.Subject;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.agent.identity.node.Messages;
import io.lateen.agent.identity.node.NodeIdentity;
import io.lateen.agent.identity.sds.SdsService;
import io.lateen.agent.identity.sds.WorkloadSecrets;
import io.lateen.base.time.Cancellable;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.proto.node.v1.IssueWorkloadRequest;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Key and certificate of one workload of this node, and the SDS service that hands them to its
 * Envoy. Opened and closed by {@link WorkloadIdentities}. Safe for all threads.
 */
public final class WorkloadIdentity {

  private final String uid;
  private final NodeIdentity node;
  private final CertificateKeeper keeper;
  private final SdsService sds;
  private final Cancellable trustObserver;
  private volatile Runnable observer = () -> {};
  private volatile BooleanSupplier taken = () -> true;
  private volatile Optional<String> problem = Optional.of("it has not been asked for yet");

  WorkloadIdentity(String uid, SpiffeId id, CertificateFile file, NodeIdentity node, Seams seams) {
    this.uid = uid;
    this.node = node;
    this.keeper =
        new CertificateKeeper(
            new Subject(id, file, this::issue), node.trust()::forWorkloads, seams, new Renewals());
    this.sds =
        new SdsService(
            new WorkloadSecrets(keeper::current, node.trust()::forWorkloads), seams.clock());
    this.trustObserver = node.trust().observe(this::rootsChanged);
  }

  private void rootsChanged() {
    changed();
    keeper.follow();
  }

  private void changed() {
    sds.changed();
    observer.run();
  }

  /**
   * Tells of every change of certificate or roots from now on, and once at once. Replaces an
   * earlier observer.
   *
   * @param told runs on any thread, must not block
   */
  public void observe(Runnable told) {
    observer = told;
    told.run();
  }

  /**
   * Asks {@code answer} whether somebody besides Envoy uses certificate and roots as they are now.
   */
  public void takenWhen(BooleanSupplier answer) {
    taken = answer;
  }

  /**
   * Whether whoever uses this identity trusts the roots of {@link #roots} and presents what leads
   * to the first of them.
   */
  boolean followsRoots() {
    return keeper.follows(roots().roots().getFirst()) && sds.isSettled() && taken.getAsBoolean();
  }

  /** Key and certificate in use; empty while there are none. */
  public Optional<KeyedSvid> certificate() {
    return keeper.current();
  }

  /** What peers have to prove. */
  public TrustBundle roots() {
    return node.trust().forWorkloads();
  }

  /** Hands new certificates on. */
  private final class Renewals implements Observer {

    @Override
    public void renewed(KeyedSvid svid, Optional<TrustBundle> told) {
      problem = Optional.empty();
      told.ifPresent(node.trust()::learn);
      changed();
    }

    @Override
    public void failed(String reason) {
      problem = Optional.of(reason);
    }
  }

  private CompletionStage<Issued> issue(byte[] csr) {
    if (!node.isReady()) {
      return CompletableFuture.failedStage(
          new IllegalStateException("the node has no certificate yet"));
    }
    var request =
        IssueWorkloadRequest.newBuilder().setWorkloadUid(uid).setCsr(ByteString.copyFrom(csr));
    var stub = Calls.bounded(NodeIdentityGrpc.newFutureStub(node.channel()));
    return Calls.stage(stub.issueWorkload(request.build()), Messages::issued);
  }

  void start() {
    keeper.start();
  }

  /** Tries again at once after a failure. */
  void hurry() {
    if (problem.isPresent()) {
      keeper.hurry();
    }
  }

  void close() {
    trustObserver.cancel();
    keeper.close();
  }

  void forget() {
    trustObserver.cancel();
    keeper.forget();
  }

  /** The SDS service for this workload's socket; always the same object. */
  public BindableService sds() {
    return sds;
  }

  /** End of the certificate in use; empty while there is none. */
  public Optional<Instant> certificateNotAfter() {
    return keeper.current().map(svid -> svid.svid().notAfter());
  }

  /** Why there is no certificate or no newer one; empty when all is well. */
  public Optional<String> problem() {
    return problem;
  }
}
