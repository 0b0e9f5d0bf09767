// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one stream of a gRPC library asked for and was told. One thread at a time. */
final class LibraryState {

  private final LibraryMemory memory;
  private final Map<String, DiscoveryRequest> asked = new LinkedHashMap<>();
  private final Map<String, DiscoveryResponse> unanswered = new LinkedHashMap<>();
  private final Map<String, List<String>> answered = new LinkedHashMap<>();
  private boolean heard;
  private long answers;

  LibraryState(LibraryMemory memory) {
    this.memory = memory;
  }

  /** Whether the control plane said anything on this stream. */
  boolean heard() {
    return heard;
  }

  boolean asked() {
    return !asked.isEmpty();
  }

  /** The library asked, and accepted or refused what it was told before. */
  void asks(DiscoveryRequest request) {
    var typeUrl = request.getTypeUrl();
    if (asked.size() < RelayLimits.MAX_TYPES || asked.containsKey(typeUrl)) {
      asked.put(typeUrl, request);
    }
    var response = unanswered.get(typeUrl);
    if (response != null && response.getNonce().equals(request.getResponseNonce())) {
      unanswered.remove(typeUrl);
      if (!request.hasErrorDetail()) {
        memory.accepted(response, request.getResourceNamesList());
      }
    }
  }

  /** The control plane said something. */
  void says(DiscoveryResponse response) {
    heard = true;
    if (asked.containsKey(response.getTypeUrl())) {
      unanswered.put(response.getTypeUrl(), response);
    }
  }

  /** What can be answered without the control plane and was not yet. */
  List<DiscoveryResponse> local() {
    var responses = new ArrayList<DiscoveryResponse>();
    for (var request : asked.values()) {
      var names = List.copyOf(request.getResourceNamesList());
      if (!names.equals(answered.get(request.getTypeUrl()))) {
        answer(request)
            .ifPresent(
                response -> {
                  answered.put(request.getTypeUrl(), names);
                  responses.add(response);
                });
      }
    }
    return responses;
  }

  private Optional<DiscoveryResponse> answer(DiscoveryRequest request) {
    answers++;
    return memory.answer(request, LocalAnswers.NONCE_PREFIX + answers);
  }
}
