// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.lateen.base.Result;
import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.node.IssueEvents.Outcome;
import io.lateen.controlplane.node.SigningLanes.Lane;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.IssuedLeaf;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.join.Guest;
import io.lateen.identity.join.JoinTokens;
import io.lateen.identity.join.Redemption;
import io.lateen.identity.secret.SecretText;
import io.lateen.mesh.workload.Workload;
import io.lateen.proto.node.v1.IssueWorkloadRequest;
import io.lateen.proto.node.v1.JoinRequest;
import io.lateen.proto.node.v1.NodeCertificate;
import io.lateen.proto.node.v1.NodeIdentityGrpc.NodeIdentityImplBase;
import io.lateen.proto.node.v1.RenewRequest;
import io.lateen.proto.node.v1.WorkloadCertificate;
import java.security.cert.CertificateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues certificates to nodes and to the workloads on them. A node is who its token or its
 * certificate says; a workload's identity comes from the records of the mesh, and only the node on
 * which it runs gets it. Refusals tell strangers nothing about what exists.
 */
public final class NodeIdentityService extends NodeIdentityImplBase {

  private static final Logger log = LoggerFactory.getLogger(NodeIdentityService.class);

  /** Whoever joins shares turns with the others who do. */
  private static final String JOINING = "joining";

  private final CertificateAuthority authority;
  private final JoinTokens tokens;
  private final WorkloadRecords records;
  private final IssueQuota quota;
  private final IssueEvents events;
  private final SigningLanes lanes;
  private final CertificateHolders certificates;
  private final KnownHolders holders = new KnownHolders();
  private volatile Roots roots;

  /** The roots as nodes are told of them. */
  private record Roots(TrustBundle bundle, io.lateen.proto.node.v1.TrustBundle message) {

    static Roots of(TrustBundle bundle) {
      return new Roots(bundle, NodeMessages.bundle(bundle));
    }
  }

  /**
   * A service over an authority.
   *
   * @param lanes the order of what is signed
   * @param certificates is told who holds what how long
   */
  public NodeIdentityService(
      CertificateAuthority authority,
      JoinTokens tokens,
      WorkloadRecords records,
      NanoClock clock,
      IssueEvents events,
      SigningLanes lanes,
      CertificateHolders certificates) {
    this.authority = authority;
    this.tokens = tokens;
    this.records = records;
    this.quota = new IssueQuota(clock);
    this.events = events;
    this.lanes = lanes;
    this.certificates = certificates;
    this.roots = Roots.of(authority.bundle());
  }

  /** How many workloads are remembered to have a certificate; at most {@link KnownHolders#MAX}. */
  public int knownHolders() {
    return holders.size();
  }

  /** What a call does; ends with an answer or with the status of its refusal. */
  private interface Work<R> {
    R answer() throws StatusException;
  }

  /** Answers a call when it is its turn, unless the caller has gone by then. */
  private <R> void answer(Lane lane, String who, StreamObserver<R> caller, Work<R> work) {
    var context = Context.current();
    Runnable turn =
        () -> {
          if (!context.isCancelled()) {
            context.run(() -> answerNow(caller, work));
          }
        };
    if (!lanes.submit(lane, who, turn)) {
      events.requested(Outcome.TOO_MANY);
      caller.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription("too many requests for certificates; ask again later")
              .asException());
    }
  }

  private static <R> void answerNow(StreamObserver<R> caller, Work<R> work) {
    try {
      caller.onNext(work.answer());
      caller.onCompleted();
    } catch (StatusException e) {
      caller.onError(e);
    }
  }

  @Override
  public void join(JoinRequest request, StreamObserver<NodeCertificate> caller) {
    answer(
        Lane.FIRST,
        JOINING,
        caller,
        () -> join(SecretText.of(request.getToken()), request.getCsr()));
  }

  private NodeCertificate join(SecretText token, ByteString csr) throws StatusException {
    if (!tokens.known(token)) {
      log.warn("refused to join: the token is not known or has expired");
      events.requested(Outcome.UNAUTHENTICATED);
      throw notAdmitted();
    }
    var key = request(csr);
    var address = Presented.current().map(Presented::address).orElseThrow();
    var attempt = new JoinTokens.Attempt(Guest.Node.class, address);
    return switch (tokens.redeem(token, key.publicKey(), attempt)) {
      case Redemption.Admitted(Guest.Node(var node)) -> {
        log.info("node {} joins from {}", node, address.getHostAddress());
        yield nodeCertificate(node, key);
      }
      case Redemption.Admitted admitted -> throw notAdmitted();
      case Redemption.Refused(var reason) -> {
        log.warn("refused to join: {}", reason);
        events.requested(Outcome.UNAUTHENTICATED);
        throw notAdmitted();
      }
    };
  }

  private static StatusException notAdmitted() {
    return Status.UNAUTHENTICATED
        .withDescription(
            "the join token does not admit this node: it is unknown, used, expired, or meant for"
                + " another name or address; make a new one with `lateen join-token`, and see the"
                + " log of the control plane for which it is")
        .asException();
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<NodeCertificate> caller) {
    try {
      var node = caller().node();
      answer(Lane.RENEWAL, node, caller, () -> nodeCertificate(node, request(request.getCsr())));
    } catch (StatusException e) {
      caller.onError(e);
    }
  }

  @Override
  public void issueWorkload(
      IssueWorkloadRequest request, StreamObserver<WorkloadCertificate> caller) {
    try {
      var node = caller().node();
      var id = admitted(node, request.getWorkloadUid());
      var lane = holders.has(request.getWorkloadUid()) ? Lane.RENEWAL : Lane.FIRST;
      answer(lane, node, caller, () -> workloadCertificate(node, id, request));
    } catch (StatusException e) {
      caller.onError(e);
    }
  }

  /** The identity of a workload, when it runs on the node that asks and that has not had enough. */
  private SpiffeId admitted(String node, String uid) throws StatusException {
    var workload = records.byUid(uid).filter(found -> found.node().equals(node));
    if (workload.isEmpty()) {
      log.warn("refused node {} a certificate: the workload does not run there", node);
      events.requested(Outcome.UNAUTHENTICATED);
      throw Status.PERMISSION_DENIED
          .withDescription("no such workload is known to run on node " + node)
          .asException();
    }
    if (!quota.take(node)) {
      events.requested(Outcome.TOO_MANY);
      throw Status.RESOURCE_EXHAUSTED
          .withDescription("node " + node + " asks for certificates too often")
          .asException();
    }
    return identity(workload.get());
  }

  private WorkloadCertificate workloadCertificate(
      String node, SpiffeId id, IssueWorkloadRequest request) throws StatusException {
    var issued = issue(id, request(request.getCsr()), node);
    holders.add(request.getWorkloadUid());
    return WorkloadCertificate.newBuilder()
        .setSpiffeId(id.toString())
        .addAllChain(NodeMessages.bytes(issued.chain()))
        .setBundle(roots())
        .build();
  }

  private SpiffeId identity(Workload workload) throws StatusException {
    try {
      var domain = authority.trustDomain();
      var id = SpiffeId.workload(domain, workload.namespace(), workload.serviceAccount());
      if (id.isWorkload()) {
        return id;
      }
      throw Status.FAILED_PRECONDITION
          .withDescription("the workload's service account is that of the control plane")
          .asException();
    } catch (IllegalArgumentException e) {
      throw Status.FAILED_PRECONDITION
          .withDescription("the workload's service account cannot be an identity")
          .asException();
    }
  }

  private NodeCertificate nodeCertificate(String node, CertificateRequest request)
      throws StatusException {
    var issued = issue(SpiffeId.node(authority.trustDomain(), node), request, node);
    return NodeCertificate.newBuilder()
        .setNode(node)
        .addAllChain(NodeMessages.bytes(issued.chain()))
        .setBundle(roots())
        .build();
  }

  private io.lateen.proto.node.v1.TrustBundle roots() {
    var known = roots;
    var bundle = authority.bundle();
    if (known.bundle() != bundle) {
      known = Roots.of(bundle);
      roots = known;
    }
    return known.message();
  }

  private IssuedLeaf issue(SpiffeId id, CertificateRequest request, String node)
      throws StatusException {
    return switch (authority.issueLeaf(id, request, AuthoritySettings.MAX_LEAF_LIFETIME)) {
      case Result.Ok<IssuedLeaf>(var issued) -> {
        log.debug("issued {} to node {}", issued, node);
        events.requested(Outcome.ISSUED);
        certificates.issued(node, issued.notAfter());
        events.issued(issued, node);
        yield issued;
      }
      case Result.Err<IssuedLeaf>(var problems) -> {
        log.error("cannot issue {}: {}", id, problems.render());
        events.requested(Outcome.UNSIGNED);
        throw Status.UNAVAILABLE
            .withDescription("the authority cannot issue certificates now")
            .asException();
      }
    };
  }

  private static Peer caller() throws StatusException {
    return Peer.current()
        .orElseThrow(
            () -> Status.UNAUTHENTICATED.withDescription("no node certificate").asException());
  }

  private CertificateRequest request(ByteString csr) throws StatusException {
    if (csr.size() > CertificateRequest.MAX_BYTES) {
      events.requested(Outcome.UNREADABLE);
      throw Status.INVALID_ARGUMENT
          .withDescription("the signing request is too large")
          .asException();
    }
    try {
      return CertificateRequest.parse(csr.toByteArray(), authority.signatures());
    } catch (CertificateException e) {
      events.requested(Outcome.UNREADABLE);
      throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asException();
    }
  }
}
