// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import io.grpc.ManagedChannel;
import io.lateen.agent.identity.certificate.CertificateFile;
import io.lateen.agent.identity.certificate.CertificateKeeper;
import io.lateen.agent.identity.certificate.CertificateKeeper.Observer;
import io.lateen.agent.identity.certificate.CertificateKeeper.Subject;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.proto.node.v1.TrustBundleOrBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Who this node is, from joining to the end: keeps the node's certificate valid and gives the
 * channel that proves it. A stored certificate is enough to start without the control plane. Safe
 * for all threads.
 */
public final class NodeIdentity implements AutoCloseable {

  /** Largest CA file that is read. */
  private static final long MAX_CA_BYTES = 1 << 20;

  /** How far the node has come. */
  public sealed interface State {

    /**
     * There is no valid certificate.
     *
     * @param reason what the last attempt said
     */
    record Waiting(String reason) implements State {}

    /**
     * The control plane knows this node.
     *
     * @param notAfter end of the certificate
     */
    record Ready(Instant notAfter) implements State {}
  }

  private final RenewableKey key = new RenewableKey();
  private final List<Runnable> readyObservers = new CopyOnWriteArrayList<>();
  private final AgentTrust trust;
  private final ManagedChannel channel;
  private final CertificateKeeper keeper;
  private volatile String reason = "it has not asked yet";
  private volatile boolean restored;

  private NodeIdentity(NodeSettings settings, AgentTrust trust, Seams seams) {
    this.trust = trust;
    this.channel = NodeChannel.open(settings.controlPlane(), key, trust, seams);
    var id = SpiffeId.node(trust.forControlPlane().trustDomain(), settings.node());
    var file = new CertificateFile(settings.stateDir().resolve("node").resolve("identity.pem"));
    var issuer = new NodeIssuer(channel, settings.joinTokenFile(), this::isReady);
    var subject = new Subject(id, file, issuer);
    this.keeper = new CertificateKeeper(subject, trust::forControlPlane, seams, new Renewals());
    trust.observe(keeper::follow);
  }

  /** Takes a new certificate into use. */
  private final class Renewals implements Observer {

    @Override
    public void renewed(KeyedSvid svid, Optional<TrustBundle> told) {
      restored |= told.isEmpty();
      told.ifPresent(trust::learn);
      key.replace(svid);
      // New calls get a new connection with this certificate; calls that run keep the old one.
      channel.enterIdle();
      readyObservers.forEach(Runnable::run);
    }

    @Override
    public void failed(String why) {
      reason = why;
    }
  }

  /**
   * Restores or begins the identity of this node. What fails is bad configuration only; that the
   * control plane does not answer shows in {@link #state}.
   */
  public static Result<NodeIdentity> start(NodeSettings settings, Seams seams) {
    var file = settings.controlPlaneCa();
    try {
      var trust = AgentTrust.open(pinned(settings), settings.stateDir());
      var node = new NodeIdentity(settings, trust, seams);
      node.keeper.start();
      return Result.ok(node);
    } catch (IOException | CertificateException | IllegalArgumentException e) {
      return Result.err(
          Problem.error(
                  Location.of(file.toString()),
                  "",
                  "",
                  "the identity of node " + settings.node() + " cannot begin: " + e.getMessage())
              .withFix("controlPlaneCa names the PEM file with the root of the control plane"));
    }
  }

  private static TrustBundle pinned(NodeSettings settings)
      throws IOException, CertificateException {
    var pem = text(settings.controlPlaneCa());
    var domain = settings.trustDomain();
    return domain.isPresent()
        ? TrustBundle.fromPem(new TrustDomain(domain.get()), pem)
        : TrustBundle.selfNamed(pem);
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MAX_CA_BYTES) {
      throw new IOException("the file is larger than " + MAX_CA_BYTES + " bytes");
    }
    return Files.readString(file);
  }

  /** The channel to the control plane; lives as long as this. */
  public ManagedChannel channel() {
    return channel;
  }

  /** The roots that this node and its workloads trust. */
  public AgentTrust trust() {
    return trust;
  }

  /** Whether there is a certificate, and if not, why. */
  public State state() {
    return keeper
        .current()
        .<State>map(svid -> new State.Ready(svid.svid().notAfter()))
        .orElseGet(() -> new State.Waiting(reason));
  }

  /** Whether an earlier agent of this node has left its certificate, and perhaps Envoys. */
  public boolean isRestored() {
    return restored;
  }

  /** Whether this node presents nothing that does not lead to {@code root}. */
  public boolean follows(X509Certificate root) {
    return keeper.follows(root);
  }

  /** Whether there is a valid certificate. */
  public boolean isReady() {
    return keeper.current().isPresent();
  }

  /**
   * Calls {@code observer} whenever there is a new certificate, and at once when there is one. It
   * must not block.
   */
  public void onReady(Runnable observer) {
    readyObservers.add(observer);
    if (isReady()) {
      observer.run();
    }
  }

  /**
   * Takes over the roots that the control plane pushes.
   *
   * @throws CertificateException when the message is no trust bundle; nothing changes
   */
  public void trustBundle(TrustBundleOrBuilder message) throws CertificateException {
    trust.learn(Messages.bundle(message));
  }

  /** Stops renewing and closes the channel. */
  @Override
  public void close() {
    keeper.close();
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
