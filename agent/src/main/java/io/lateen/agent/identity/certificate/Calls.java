// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.stub.AbstractFutureStub;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls of the control plane that end. */
public final class Calls {

  /** Longest wait for an answer. */
  static final long DEADLINE_SECONDS = 20;

  /** Reads an answer. */
  @FunctionalInterface
  public interface Reader<A, B> {
    /** What the answer says. */
    B read(A answer) throws CertificateException;
  }

  private Calls() {}

  /** The stub with a deadline from now. */
  public static <S extends AbstractFutureStub<S>> S bounded(S stub) {
    return stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** The call as a stage; fails when the call does or when its answer cannot be read. */
  public static <A, B> CompletionStage<B> stage(ListenableFuture<A> call, Reader<A, B> reader) {
    var stage = new CompletableFuture<B>();
    Futures.addCallback(
        call,
        new FutureCallback<A>() {
          @Override
          public void onSuccess(@Nullable A answer) {
            try {
              stage.complete(reader.read(Objects.requireNonNull(answer)));
            } catch (CertificateException | RuntimeException e) {
              stage.completeExceptionally(e);
            }
          }

          @Override
          public void onFailure(Throwable failure) {
            stage.completeExceptionally(failure);
          }
        },
        MoreExecutors.directExecutor());
    return stage;
  }
}
