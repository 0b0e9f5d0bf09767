// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.proto.node.v1.RenewRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of the service itself, without a door before it. */
class NodeIdentityCallTest {

  @TempDir Path folder;

  private final IdentityKey key = IdentityKey.generate(Door.RANDOM);
  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void anAuthorityThatCannotIssueSaysUnavailable() throws Exception {
    var service =
        new NodeIdentityService(
            door.authority,
            door.tokens,
            door.records,
            door.clock,
            IssueEvents.NONE,
            new SigningLanes(Runnable::run, () -> 1),
            door.holders);
    door.clock.advance(Duration.ofDays(3650));
    var peer = new Peer(SpiffeId.node(Door.DOMAIN, "host1"), "host1", door.clock.instant());
    var csr = ByteString.copyFrom(CertificateRequest.create(key));
    var renewal = RenewRequest.newBuilder().setCsr(csr).build();
    var answer = new CompletableFuture<Status>();
    Context.current()
        .withValue(Peer.KEY, peer)
        .run(() -> service.renew(renewal, new Ending<>(answer)));
    assertThat(answer.get().getCode()).isEqualTo(Status.Code.UNAVAILABLE);

    var nobody = new CompletableFuture<Status>();
    service.renew(renewal, new Ending<>(nobody));
    assertThat(nobody.get().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  /** Notes how a call ends. */
  private record Ending<R>(CompletableFuture<Status> end) implements StreamObserver<R> {
    @Override
    public void onNext(R answer) {}

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }
  }
}
