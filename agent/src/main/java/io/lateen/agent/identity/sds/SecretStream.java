// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.sds;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SDS stream of Envoy. Requests come on the call's thread and changes on others; the object's
 * lock puts them in order.
 *
 * @param <Q> request
 * @param <R> response
 */
final class SecretStream<Q, R> implements StreamObserver<Q> {

  private static final Logger log = LoggerFactory.getLogger(SecretStream.class);

  /** What differs between the two variants of the protocol. */
  interface Dialect<Q, R> {

    /** Type of the resources that are asked for; may be empty on an SDS stream. */
    String typeUrl(Q request);

    /** All names that the request mentions as wanted. */
    Collection<String> wanted(Q request);

    /** Applies the request's names. */
    void apply(Q request, SecretSubscription subscription);

    /** Nonce of the response that is answered; empty when none is. */
    String nonce(Q request);

    /** Why the response was refused; empty for an acknowledgement. */
    String refusal(Q request);

    /** The secrets to put into a response when {@code due} have changed. */
    List<EncodedSecret> content(SecretSubscription subscription, List<EncodedSecret> due);

    /** The response. */
    R response(List<EncodedSecret> content, String nonce);
  }

  /** Most names in one request; there are only two secrets. */
  private static final int MAX_NAMES = 16;

  /** Type of the only resources that SDS serves. */
  static final String SECRET_TYPE =
      "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

  private final Dialect<Q, R> dialect;
  private final SecretSubscription subscription;
  private final StreamObserver<R> envoy;
  private final Consumer<SecretStream<Q, R>> onEnd;
  private boolean ended;

  SecretStream(
      Dialect<Q, R> dialect,
      WorkloadSecrets secrets,
      StreamObserver<R> envoy,
      Consumer<SecretStream<Q, R>> onEnd) {
    this.dialect = dialect;
    this.subscription = new SecretSubscription(secrets);
    this.envoy = envoy;
    this.onEnd = onEnd;
  }

  @Override
  public synchronized void onNext(Q request) {
    if (ended) {
      return;
    }
    var wanted = dialect.wanted(request);
    var type = dialect.typeUrl(request);
    if (!type.isEmpty() && !type.equals(SECRET_TYPE)) {
      refuse(Status.INVALID_ARGUMENT, "this socket's SDS serves secrets only");
    } else if (wanted.size() > MAX_NAMES || subscription.unknownAmong(wanted).isPresent()) {
      refuse(Status.INVALID_ARGUMENT, "a workload has the secrets default and ROOTCA only");
    } else if (answers(request)) {
      dialect.apply(request, subscription);
      changed();
    }
  }

  /** Whether the request may change the subscription: it is new or answers the newest response. */
  private boolean answers(Q request) {
    var nonce = dialect.nonce(request);
    if (nonce.isEmpty()) {
      return true;
    }
    var refusal = dialect.refusal(request);
    if (!subscription.answered(nonce, !refusal.isEmpty())) {
      return false;
    }
    if (!refusal.isEmpty()) {
      log.warn("Envoy refused a secret: {}", refusal);
    }
    return true;
  }

  /** Ends the stream before it began. */
  synchronized void tooMany(int limit) {
    refuse(Status.RESOURCE_EXHAUSTED, limit + " SDS streams are open");
  }

  private void refuse(Status status, String reason) {
    log.warn("ended an SDS stream: {}", reason);
    end();
    envoy.onError(status.withDescription(reason).asRuntimeException());
  }

  /** Sends what is due. */
  synchronized void changed() {
    if (ended) {
      return;
    }
    var due = subscription.due();
    if (!due.isEmpty()) {
      var content = dialect.content(subscription, due);
      envoy.onNext(dialect.response(content, subscription.send(content)));
    }
  }

  /** Whether the client uses the secrets as they are now. */
  synchronized boolean isSettled() {
    return subscription.isSettled();
  }

  private void end() {
    ended = true;
    onEnd.accept(this);
  }

  @Override
  public synchronized void onError(Throwable cancelled) {
    end();
  }

  @Override
  public synchronized void onCompleted() {
    if (!ended) {
      end();
      envoy.onCompleted();
    }
  }
}
