// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import io.lateen.controlplane.istioca.TokenReviewer.Review;
import io.lateen.controlplane.node.Presented;
import io.lateen.controlplane.node.SigningLanes.Lane;
import io.lateen.controlplane.node.WorkloadRecords;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.join.Guest;
import io.lateen.identity.join.JoinTokens;
import io.lateen.identity.join.Redemption;
import io.lateen.identity.secret.SecretText;
import java.net.InetAddress;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who calls: by a join token, by a token of Kubernetes, by the certificate of the
 * connection. A token that is shown decides alone; a certificate beside it never makes a bad one
 * good. Whom nothing admits is refused.
 */
final class Callers {

  /** The caller is not let in; the message is for the log, never for the caller. */
  static final class NotAdmitted extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean temporary;

    NotAdmitted(String reason, boolean temporary) {
      super(reason);
      this.temporary = temporary;
    }

    /** Whether the same proof may be good later. */
    boolean isTemporary() {
      return temporary;
    }
  }

  private final TrustDomain domain;
  private final JoinTokens tokens;
  private final Optional<TokenReviewer> reviewer;
  private final Set<String> nodeAccounts;
  private final WorkloadRecords records;
  private final InstantSource clock;

  /**
   * Ways in.
   *
   * @param nodeAccounts service accounts, as {@code namespace/name}, that may ask for the workloads
   *     of their node
   */
  Callers(
      TrustDomain domain,
      JoinTokens tokens,
      Optional<TokenReviewer> reviewer,
      Set<String> nodeAccounts,
      WorkloadRecords records,
      InstantSource clock) {
    this.domain = domain;
    this.tokens = tokens;
    this.reviewer = reviewer;
    this.nodeAccounts = Set.copyOf(nodeAccounts);
    this.records = records;
    this.clock = clock;
  }

  /**
   * Who shows this. May wait for an API server; uses up a join token.
   *
   * @param key the key to certify, of which possession is proved
   */
  Caller identify(Presented presented, PublicKey key) throws NotAdmitted {
    var caller =
        presented.bearer().isPresent()
            ? byToken(presented.bearer().get(), presented.address(), key)
            : byCertificate(presented.certificate());
    if (!caller.id().isWorkload() && caller.id().nodeName().isEmpty()) {
      throw new NotAdmitted(caller.id() + " is the control plane's own", false);
    }
    return caller;
  }

  private Caller byCertificate(Optional<Svid> shown) throws NotAdmitted {
    if (shown.isEmpty()) {
      throw new NotAdmitted("it shows neither a token nor a certificate", false);
    }
    var svid = shown.get();
    if (!svid.validAt(clock.instant())) {
      throw new NotAdmitted("the certificate of " + svid.id() + " has expired", false);
    }
    var id = svid.id();
    if (id.isWorkload() && !records.has(id.path().get(1), id.path().get(3))) {
      throw new NotAdmitted("no workload or group of the mesh is " + id + " any more", false);
    }
    return new Caller(id, Lane.RENEWAL, id.nodeName(), "certificate");
  }

  private Caller byToken(SecretText token, InetAddress address, PublicKey key) throws NotAdmitted {
    if (JoinTokens.isMeant(token)) {
      return byJoinToken(token, address, key);
    }
    if (reviewer.isEmpty()) {
      throw new NotAdmitted(
          "tokens of Kubernetes are not reviewed: ca.tokenReview is not set", false);
    }
    return switch (reviewer.get().review(token)) {
      case Review.Account account -> byAccount(account, address);
      case Review.Refused(var reason) -> throw new NotAdmitted(reason, false);
      case Review.Unknown(var reason) -> throw new NotAdmitted(reason, true);
    };
  }

  private Caller byJoinToken(SecretText token, InetAddress address, PublicKey key)
      throws NotAdmitted {
    var attempt = new JoinTokens.Attempt(Guest.Workload.class, address, this::exists);
    return switch (tokens.redeem(token, key, attempt)) {
      case Redemption.Admitted(Guest.Workload(var namespace, var group)) -> {
        var account = records.groupAccount(namespace, group);
        if (account.isEmpty()) {
          throw new NotAdmitted("there is no WorkloadGroup " + namespace + "/" + group, false);
        }
        yield new Caller(
            workload(namespace, account.get()), Lane.FIRST, Optional.empty(), "join-token");
      }
      case Redemption.Admitted admitted ->
          throw new NotAdmitted("the token of " + admitted.guest() + " is no workload's", false);
      case Redemption.Refused(var reason) -> throw new NotAdmitted(reason, false);
    };
  }

  private boolean exists(Guest guest) {
    return guest instanceof Guest.Workload(var namespace, var group)
        && records.groupAccount(namespace, group).isPresent();
  }

  private Caller byAccount(Review.Account account, InetAddress address) throws NotAdmitted {
    var pod = account.pod().flatMap(records::byUid);
    if (pod.isPresent() && !pod.get().addresses().contains(address.getHostAddress())) {
      throw new NotAdmitted(
          "the token of Pod "
              + pod.get().key()
              + " came from "
              + address.getHostAddress()
              + ", which is none of its addresses",
          false);
    }
    var trusted = nodeAccounts.contains(account.namespace() + "/" + account.name());
    return new Caller(
        workload(account.namespace(), account.name()),
        Lane.FIRST,
        account.node().filter(node -> trusted),
        "token-review");
  }

  private SpiffeId workload(String namespace, String account) throws NotAdmitted {
    try {
      return SpiffeId.workload(domain, namespace, account);
    } catch (IllegalArgumentException e) {
      throw new NotAdmitted("its service account cannot be an identity", false);
    }
  }

  /**
   * The identity of another that a caller asks for: only that of a workload which the records know
   * to run on the caller's node.
   */
  SpiffeId impersonated(Caller caller, String wanted) throws NotAdmitted {
    var id = SpiffeId.tryParse(wanted).filter(SpiffeId::isWorkload);
    var runs =
        id.isPresent()
            && id.get().trustDomain().equals(domain)
            && caller
                .node()
                .filter(
                    node ->
                        records.on(node).stream()
                            .anyMatch(
                                workload ->
                                    workload.namespace().equals(id.get().path().get(1))
                                        && workload
                                            .serviceAccount()
                                            .equals(id.get().path().get(3))))
                .isPresent();
    if (!runs) {
      throw new NotAdmitted(caller.id() + " may not have the certificate of another", false);
    }
    return id.get();
  }
}
