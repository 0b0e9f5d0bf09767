// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.lateen.base.Result;
import io.lateen.base.time.NanoClock;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.Svid;
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

  private final CertificateAuthority authority;
  private final JoinTokens tokens;
  private final WorkloadRecords records;
  private final IssueQuota quota;

  /** A service over an authority. */
  public NodeIdentityService(
      CertificateAuthority authority, JoinTokens tokens, WorkloadRecords records, NanoClock clock) {
    this.authority = authority;
    this.tokens = tokens;
    this.records = records;
    this.quota = new IssueQuota(clock);
  }

  /** What a call does; ends with an answer or with the status of its refusal. */
  private interface Work<R> {
    R answer() throws StatusException;
  }

  /** A key that is elsewhere makes the call wait, which the threads of all streams must not. */
  private <R> void answer(StreamObserver<R> caller, Work<R> work) {
    if (authority.isRemote()) {
      Thread.startVirtualThread(Context.current().wrap(() -> answerHere(caller, work)));
    } else {
      answerHere(caller, work);
    }
  }

  private static <R> void answerHere(StreamObserver<R> caller, Work<R> work) {
    try {
      caller.onNext(work.answer());
      caller.onCompleted();
    } catch (StatusException e) {
      caller.onError(e);
    }
  }

  @Override
  public void join(JoinRequest request, StreamObserver<NodeCertificate> caller) {
    answer(caller, () -> join(SecretText.of(request.getToken()), request.getCsr()));
  }

  private NodeCertificate join(SecretText token, ByteString csr) throws StatusException {
    if (!tokens.known(token)) {
      log.warn("refused to join: the token is not known or has expired");
      throw notAdmitted();
    }
    var key = request(csr);
    return switch (tokens.redeem(token, key.publicKey())) {
      case Redemption.Admitted(var node) -> nodeCertificate(node, key);
      case Redemption.Refused(var reason) -> {
        log.warn("refused to join: {}", reason);
        throw notAdmitted();
      }
    };
  }

  private static StatusException notAdmitted() {
    return Status.UNAUTHENTICATED
        .withDescription(
            "the join token is not valid: it is used once and expires; ask for a new one")
        .asException();
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<NodeCertificate> caller) {
    answer(caller, () -> nodeCertificate(caller().node(), request(request.getCsr())));
  }

  @Override
  public void issueWorkload(
      IssueWorkloadRequest request, StreamObserver<WorkloadCertificate> caller) {
    answer(caller, () -> issueWorkload(caller(), request));
  }

  private WorkloadCertificate issueWorkload(Peer peer, IssueWorkloadRequest request)
      throws StatusException {
    var workload =
        records.byUid(request.getWorkloadUid()).filter(found -> found.node().equals(peer.node()));
    if (workload.isEmpty()) {
      log.warn("refused node {} a certificate: the workload does not run there", peer.node());
      throw Status.PERMISSION_DENIED
          .withDescription("no such workload is known to run on node " + peer.node())
          .asException();
    }
    if (!quota.take(peer.node())) {
      throw Status.RESOURCE_EXHAUSTED
          .withDescription("node " + peer.node() + " asks for certificates too often")
          .asException();
    }
    var id = identity(workload.get());
    var svid = issue(id, request(request.getCsr()), peer.node());
    return WorkloadCertificate.newBuilder()
        .setSpiffeId(id.toString())
        .addAllChain(NodeMessages.bytes(svid.ders()))
        .setBundle(NodeMessages.bundle(authority.bundle()))
        .build();
  }

  private SpiffeId identity(Workload workload) throws StatusException {
    try {
      var domain = authority.trustDomain();
      return SpiffeId.workload(domain, workload.namespace(), workload.serviceAccount());
    } catch (IllegalArgumentException e) {
      throw Status.FAILED_PRECONDITION
          .withDescription("the workload's service account cannot be an identity")
          .asException();
    }
  }

  private NodeCertificate nodeCertificate(String node, CertificateRequest request)
      throws StatusException {
    var svid = issue(SpiffeId.node(authority.trustDomain(), node), request, node);
    return NodeCertificate.newBuilder()
        .setNode(node)
        .addAllChain(NodeMessages.bytes(svid.ders()))
        .setBundle(NodeMessages.bundle(authority.bundle()))
        .build();
  }

  private Svid issue(SpiffeId id, CertificateRequest request, String node) throws StatusException {
    return switch (authority.issue(id, request)) {
      case Result.Ok<Svid>(var svid) -> {
        log.info("issued {} to node {}", svid, node);
        yield svid;
      }
      case Result.Err<Svid>(var problems) -> {
        log.error("cannot issue {}: {}", id, problems.render());
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
      throw Status.INVALID_ARGUMENT
          .withDescription("the signing request is too large")
          .asException();
    }
    try {
      return CertificateRequest.parse(csr.toByteArray(), authority.signatures());
    } catch (CertificateException e) {
      throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asException();
    }
  }
}
