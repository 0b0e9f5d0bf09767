// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.Any;
import com.google.protobuf.WireFormat;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the gRPC libraries of one workload accepted last, for those that begin while the control
 * plane is away. Safe from all threads; the disk is touched on the disk executor only.
 */
final class LibraryMemory {

  private static final String VERSION = "local";

  private final String workloadUid;
  private final LastGoodCache cache = new LastGoodCache();
  private final LastGoodSaver saver;
  private final RelaySeams seams;
  private boolean saveDue;

  LibraryMemory(String workloadUid, LastGoodStore store, RelaySeams seams) {
    this.workloadUid = workloadUid;
    this.seams = seams;
    this.saver = new LastGoodSaver(store, seams.disk(), this::saveFailed);
  }

  synchronized void restore(LastGood lastGood) {
    cache.restore(lastGood);
  }

  /**
   * A library accepted a response.
   *
   * @param asked the names that it wants of the type: a listener or cluster of them that is missing
   *     is gone
   */
  synchronized void accepted(DiscoveryResponse response, List<String> asked) {
    var typeUrl = response.getTypeUrl();
    var resources = new ArrayList<Resource>();
    var present = new HashSet<String>();
    for (var any : response.getResourcesList()) {
      var name = name(any);
      if (!name.isEmpty() && present.add(name)) {
        resources.add(
            Resource.newBuilder()
                .setName(name)
                .setVersion(response.getVersionInfo())
                .setResource(any)
                .build());
      }
    }
    var gone =
        isComplete(typeUrl)
            ? asked.stream().filter(name -> !present.contains(name)).toList()
            : List.<String>of();
    if (cache.size() + resources.size() <= RelayLimits.MAX_NAMES) {
      cache.commit(typeUrl, resources, gone);
      saveSoon();
    } else {
      seams.events().notKept(workloadUid, typeUrl);
    }
  }

  /** Whether a response lists everything that there is (gRFC A27). */
  private static boolean isComplete(String typeUrl) {
    return typeUrl.equals(RelayTypes.LISTENER) || typeUrl.equals(RelayTypes.CLUSTER);
  }

  /** The first field of all types that a library asks for. */
  private static String name(Any resource) {
    var in = resource.getValue().newCodedInput();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 1) {
          return in.readString();
        }
        if (!in.skipField(tag)) {
          return "";
        }
      }
    } catch (IOException e) {
      return "";
    }
    return "";
  }

  /**
   * The answer to a request; empty when silence is better: a listener or cluster that is left out
   * would be taken for deleted, and the library may have one that is not here.
   */
  synchronized Optional<DiscoveryResponse> answer(DiscoveryRequest request, String nonce) {
    var typeUrl = request.getTypeUrl();
    var answer =
        DiscoveryResponse.newBuilder().setTypeUrl(typeUrl).setVersionInfo(VERSION).setNonce(nonce);
    for (var name : request.getResourceNamesList()) {
      var known = cache.get(typeUrl, name);
      if (known != null) {
        answer.addResources(known.getResource());
      } else if (isComplete(typeUrl)) {
        return Optional.empty();
      }
    }
    return answer.getResourcesCount() == 0 ? Optional.empty() : Optional.of(answer.build());
  }

  private void saveSoon() {
    if (!saveDue) {
      saveDue = true;
      var unused = seams.scheduler().schedule(RelayLimits.SAVE_DELAY, this::save);
    }
  }

  /** Hands what is not saved yet to the disk. */
  synchronized void save() {
    if (saveDue) {
      saveDue = false;
      saver.save(cache.snapshot());
    }
  }

  void forget() {
    saver.forget();
  }

  private void saveFailed(String reason) {
    seams.events().saveFailed(workloadUid, reason);
  }
}
