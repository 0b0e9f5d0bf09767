// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

/** Carries a {@link StoreFailure} out of opening the store or reading its history. */
public final class StoreException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient StoreFailure failure;

  StoreException(StoreFailure failure, Throwable cause) {
    super(failure.message() + " " + failure.remedy(), cause);
    this.failure = failure;
  }

  /** Carries a failure that was told in another way. */
  public StoreException(StoreFailure failure) {
    this(failure, new IllegalStateException(failure.message()));
  }

  /** What failed and what to do about it. */
  public StoreFailure failure() {
    return failure;
  }
}
