// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.sds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.secret.v3.SecretDiscoveryServiceGrpc.SecretDiscoveryServiceImplBase;
import io.grpc.stub.StreamObserver;
import io.lateen.agent.identity.sds.SecretStream.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the secrets of one workload to its Envoy, as streams in both variants of the protocol, and
 * pushes what changes. A name that the workload does not have ends the stream.
 */
public final class SdsService extends SecretDiscoveryServiceImplBase {

  /** Most streams at a time; Envoy opens one for each secret. */
  static final int MAX_STREAMS = 64;

  private static final Dialect<DiscoveryRequest, DiscoveryResponse> STATE_OF_THE_WORLD =
      new Dialects.StateOfTheWorld();
  private static final Dialect<DeltaDiscoveryRequest, DeltaDiscoveryResponse> DELTA =
      new Dialects.Delta();

  /**
   * How long an Envoy whose stream has ended may take to come back and ask anew: its longest pause
   * is 30 s (Envoy: config.core.v3.ApiConfigSource, default back-off).
   */
  public static final Duration RETURN = Duration.ofSeconds(60);

  private final WorkloadSecrets secrets;
  private final InstantSource clock;
  private final Set<SecretStream<?, ?>> streams = ConcurrentHashMap.newKeySet();

  private volatile Instant left = Instant.MIN;

  /** A service for the secrets of one workload. */
  public SdsService(WorkloadSecrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public StreamObserver<DiscoveryRequest> streamSecrets(StreamObserver<DiscoveryResponse> envoy) {
    return open(STATE_OF_THE_WORLD, envoy);
  }

  @Override
  public StreamObserver<DeltaDiscoveryRequest> deltaSecrets(
      StreamObserver<DeltaDiscoveryResponse> envoy) {
    return open(DELTA, envoy);
  }

  private <Q, R> StreamObserver<Q> open(Dialect<Q, R> dialect, StreamObserver<R> envoy) {
    var stream = new SecretStream<>(dialect, secrets, envoy, this::ended);
    if (streams.size() >= MAX_STREAMS) {
      stream.tooMany(MAX_STREAMS);
    } else {
      streams.add(stream);
    }
    return stream;
  }

  private void ended(SecretStream<?, ?> stream) {
    left = clock.instant();
    streams.remove(stream);
  }

  /**
   * Whether Envoy has confirmed all that it asked for as it is now. While one may be on its way
   * back, with secrets of before, the answer is no.
   */
  public boolean isSettled() {
    return !clock.instant().isBefore(left.plus(RETURN))
        && streams.stream().allMatch(SecretStream::isSettled);
  }

  /** Pushes what has changed to all streams; called after each renewal and change of roots. */
  public void changed() {
    streams.forEach(SecretStream::changed);
  }

  /** How many streams are open. */
  int openStreams() {
    return streams.size();
  }
}
