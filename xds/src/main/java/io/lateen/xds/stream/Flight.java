// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.stream.StreamResponse.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of one type that the client has not answered: there is at most one. Of one thread.
 */
final class Flight {
  private @Nullable StreamResponse response;
  private String lastNonce = "";
  private boolean released;

  void begin(StreamResponse response) {
    this.response = response;
    lastNonce = response.nonce();
    released = false;
  }

  /** Ends the flight; the response when the nonce is its own, null when the nonce is stale. */
  @Nullable StreamResponse landed(String nonce) {
    var answered = response;
    if (answered == null || !answered.nonce().equals(nonce)) {
      return null;
    }
    response = null;
    return answered;
  }

  /** Whether an answer is awaited. */
  boolean flying() {
    return response != null;
  }

  /** Whether listeners and routes have to wait for the answer. */
  boolean holding() {
    return response != null && !released;
  }

  /** Stops holding others back; returns whether it did until now. */
  boolean release(String nonce) {
    if (response == null || released || !response.nonce().equals(nonce)) {
      return false;
    }
    released = true;
    return true;
  }

  /** The resources that are not answered yet. */
  List<Entry> entries() {
    return response == null ? List.of() : response.entries();
  }

  /** The removals that are not answered yet. */
  List<String> removed() {
    return response == null ? List.of() : response.removed();
  }

  /** Nonce of the newest response; empty before the first. */
  String lastNonce() {
    return lastNonce;
  }
}
