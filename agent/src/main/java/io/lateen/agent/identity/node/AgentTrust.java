// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import io.lateen.base.time.Cancellable;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.secret.PrivateFile;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The roots that the agent trusts: the one it was configured with, and those that the control plane
 * told it since. Workloads get what the control plane says; the control plane itself may also prove
 * the configured root. Safe for all threads.
 */
public final class AgentTrust {

  private static final Logger log = LoggerFactory.getLogger(AgentTrust.class);

  private final TrustBundle pinned;
  private final PrivateFile file;
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();
  private volatile Optional<TrustBundle> learned;

  private AgentTrust(TrustBundle pinned, PrivateFile file, Optional<TrustBundle> learned) {
    this.pinned = pinned;
    this.file = file;
    this.learned = learned;
  }

  /** Trust in {@code pinned} and in what {@code stateDir/node/bundle.pem} remembers. */
  static AgentTrust open(TrustBundle pinned, Path stateDir) {
    var file = new PrivateFile(stateDir.resolve("node").resolve("bundle.pem"));
    return new AgentTrust(pinned, file, remembered(pinned, file));
  }

  private static Optional<TrustBundle> remembered(TrustBundle pinned, PrivateFile file) {
    if (!file.exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrustBundle.fromPem(pinned.trustDomain(), file.read().reveal()));
    } catch (IOException | CertificateException e) {
      log.warn("{} is not usable, only the configured root is trusted: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** The roots that the control plane may prove. */
  public TrustBundle forControlPlane() {
    return learned.map(bundle -> bundle.and(pinned)).orElse(pinned);
  }

  /** The roots that workloads trust in each other. */
  public TrustBundle forWorkloads() {
    return learned.orElse(pinned);
  }

  /** Takes over what the authenticated control plane says; one of another domain is ignored. */
  public synchronized void learn(TrustBundle bundle) {
    if (!bundle.trustDomain().equals(pinned.trustDomain())) {
      log.warn("ignored a trust bundle of {}: this is {}", bundle.trustDomain(), pinned);
      return;
    }
    if (Optional.of(bundle).equals(learned)) {
      return;
    }
    learned = Optional.of(bundle);
    try {
      file.write(SecretText.of(bundle.pem()));
    } catch (IOException e) {
      log.warn("the trust bundle stays in memory only: {}", e.toString());
    }
    observers.forEach(Runnable::run);
  }

  /** Calls {@code observer} after each change, on the thread that made it. */
  public Cancellable observe(Runnable observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }
}
