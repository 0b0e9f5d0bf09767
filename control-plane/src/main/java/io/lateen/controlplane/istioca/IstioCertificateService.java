// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.lateen.base.Result;
import io.lateen.controlplane.istioca.Callers.NotAdmitted;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.controlplane.node.IssueEvents;
import io.lateen.controlplane.node.IssueEvents.Outcome;
import io.lateen.controlplane.node.Presented;
import io.lateen.controlplane.node.SigningLanes;
import io.lateen.controlplane.node.WorkloadRecords;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.IssuedLeaf;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.join.JoinTokens;
import io.lateen.proto.istioca.v1.IstioCertificateRequest;
import io.lateen.proto.istioca.v1.IstioCertificateResponse;
import io.lateen.proto.istioca.v1.IstioCertificateServiceGrpc.IstioCertificateServiceImplBase;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code istio.v1.auth.IstioCertificateService}, as Istio's agents call it (istio/istio
 * security/pkg/server/ca/server.go). The answer names the caller as its proof does, or the workload
 * of its node that it asks for; the request contributes its key. Statuses are Istio's: strangers
 * learn nothing from them, the log says more.
 */
public final class IstioCertificateService extends IstioCertificateServiceImplBase {

  /** Callers whose proof is looked at, at a time; it may take as long as an API server does. */
  static final int MAX_PROOFS = 64;

  private static final Logger log = LoggerFactory.getLogger(IstioCertificateService.class);

  /** Fields of a request's metadata (istio/istio pkg/security/security.go). */
  private static final String IMPERSONATED = "ImpersonatedIdentity";

  private static final String SIGNER = "CertSigner";

  private static final String NOT_PROVED = "request authenticate failure";
  private static final String NOT_ENTITLED = "request impersonation authentication failure";
  private static final String TOO_MANY = "too many requests for certificates; ask again later";
  private static final long LONGEST = AuthoritySettings.MAX_LEAF_LIFETIME.toSeconds();

  private final CertificateAuthority authority;
  private final Callers callers;
  private final IssueEvents events;
  private final SigningLanes lanes;
  private final CertificateHolders certificates;
  private final Executor waiters;
  private final Semaphore proofs = new Semaphore(MAX_PROOFS);

  /**
   * What the service works with.
   *
   * @param reviewer asks Kubernetes about tokens; without one they are refused
   * @param nodeAccounts service accounts, as {@code namespace/name}, that may ask for the workloads
   *     of their node
   * @param certificates is told how long what is issued here lives; nobody confirms it
   * @param waiters runs what may wait for others
   */
  public record Parts(
      CertificateAuthority authority,
      JoinTokens tokens,
      Optional<TokenReviewer> reviewer,
      Set<String> nodeAccounts,
      WorkloadRecords records,
      InstantSource clock,
      IssueEvents events,
      SigningLanes lanes,
      CertificateHolders certificates,
      Executor waiters) {}

  /** A service over an authority. */
  public IstioCertificateService(Parts parts) {
    this.authority = parts.authority();
    this.callers =
        new Callers(
            authority.trustDomain(),
            parts.tokens(),
            parts.reviewer(),
            parts.nodeAccounts(),
            parts.records(),
            parts.clock());
    this.events = parts.events();
    this.lanes = parts.lanes();
    this.certificates = parts.certificates();
    this.waiters = parts.waiters();
  }

  @Override
  public void createCertificate(
      IstioCertificateRequest request, StreamObserver<IstioCertificateResponse> answer) {
    var presented = Presented.current();
    if (presented.isEmpty()) {
      answer.onError(refused(Outcome.UNAUTHENTICATED, Status.UNAUTHENTICATED, NOT_PROVED));
      return;
    }
    if (!proofs.tryAcquire()) {
      answer.onError(refused(Outcome.TOO_MANY, Status.RESOURCE_EXHAUSTED, TOO_MANY));
      return;
    }
    waiters.execute(
        Context.current()
            .wrap(
                () -> {
                  try {
                    admit(presented.get(), request, answer);
                  } catch (StatusException e) {
                    answer.onError(e);
                  } finally {
                    proofs.release();
                  }
                }));
  }

  private StatusException refused(Outcome outcome, Status status, String reason) {
    events.requested(outcome);
    return status.withDescription(reason).asException();
  }

  private void admit(
      Presented presented,
      IstioCertificateRequest request,
      StreamObserver<IstioCertificateResponse> answer)
      throws StatusException {
    if (presented.bearer().isEmpty() && presented.certificate().isEmpty()) {
      throw notAdmitted(presented, new NotAdmitted("it shows no proof", false), NOT_PROVED);
    }
    var csr = csr(request);
    var caller = caller(presented, csr);
    var id = identity(presented, caller, request);
    var life = Duration.ofSeconds(Math.min(request.getValidityDuration(), LONGEST));
    var context = Context.current();
    var waits =
        lanes.submit(
            caller.lane(),
            caller.id().toString(),
            () -> {
              if (!context.isCancelled()) {
                sign(caller, id, csr, life, answer);
              }
            });
    if (!waits) {
      throw refused(Outcome.TOO_MANY, Status.RESOURCE_EXHAUSTED, TOO_MANY);
    }
  }

  private CertificateRequest csr(IstioCertificateRequest request) throws StatusException {
    try {
      return CertificateRequest.parse(PemRequest.der(request.getCsr()), authority.signatures());
    } catch (CertificateException e) {
      throw refused(
          Outcome.UNREADABLE,
          Status.INVALID_ARGUMENT,
          "CSR signing error (" + e.getMessage() + ")");
    }
  }

  private Caller caller(Presented presented, CertificateRequest csr) throws StatusException {
    try {
      return callers.identify(presented, csr.publicKey());
    } catch (NotAdmitted e) {
      throw notAdmitted(presented, e, NOT_PROVED);
    }
  }

  private StatusException notAdmitted(Presented presented, NotAdmitted reason, String message) {
    log.warn(
        "refused a certificate to {}: {}",
        presented.address().getHostAddress(),
        reason.getMessage());
    var status = reason.isTemporary() ? Status.UNAVAILABLE : Status.UNAUTHENTICATED;
    return refused(Outcome.UNAUTHENTICATED, status, message);
  }

  private SpiffeId identity(Presented presented, Caller caller, IstioCertificateRequest request)
      throws StatusException {
    var fields = request.getMetadata().getFieldsMap();
    var signer = fields.get(SIGNER);
    if (signer != null && !signer.getStringValue().isEmpty()) {
      throw refused(
          Outcome.UNSIGNED,
          Status.INVALID_ARGUMENT,
          "CSR signing error (there is one signer; leave " + SIGNER + " out)");
    }
    var other = fields.get(IMPERSONATED);
    if (other == null || other.getStringValue().isEmpty()) {
      return caller.id();
    }
    try {
      return callers.impersonated(caller, other.getStringValue());
    } catch (NotAdmitted e) {
      throw notAdmitted(presented, e, NOT_ENTITLED);
    }
  }

  private void sign(
      Caller caller,
      SpiffeId id,
      CertificateRequest csr,
      Duration asked,
      StreamObserver<IstioCertificateResponse> answer) {
    var life = asked.isPositive() ? asked : AuthoritySettings.MAX_LEAF_LIFETIME;
    switch (authority.issueLeaf(id, csr, life)) {
      case Result.Ok<IssuedLeaf>(var issued) -> {
        log.debug("issued {} by {} to {}", issued, caller.proof(), caller.id());
        events.requested(Outcome.ISSUED);
        certificates.issuedToOthers(issued.notAfter());
        events.issued(issued, caller.id().toString());
        answer.onNext(response(issued));
        answer.onCompleted();
      }
      case Result.Err<IssuedLeaf>(var problems) -> {
        log.error("cannot issue {}: {}", id, problems.render());
        answer.onError(
            refused(
                Outcome.UNSIGNED,
                Status.INTERNAL,
                "CSR signing error (the authority cannot sign)"));
      }
    }
  }

  /**
   * One certificate in each text. Agents take the last one for the root when they are told none in
   * another way, so the root that the chain leads to stands there.
   */
  private IstioCertificateResponse response(IssuedLeaf issued) {
    var roots = new ArrayList<>(authority.bundle().roots());
    Collections.reverse(roots);
    var answer = IstioCertificateResponse.newBuilder();
    issued.chain().forEach(link -> answer.addCertChain(Certificates.toPem(link)));
    roots.forEach(root -> answer.addCertChain(Certificates.toPem(List.of(root))));
    return answer.build();
  }
}
