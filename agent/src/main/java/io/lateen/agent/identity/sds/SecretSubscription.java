// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.sds;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one stream wants, has, and still has to acknowledge. Both variants of the protocol share it:
 * at most one response is unanswered, and a version that Envoy refused is not sent again until the
 * secret changes (xDS protocol, "ACK/NACK and resource type instance version"). Not thread-safe.
 */
final class SecretSubscription {

  private final WorkloadSecrets secrets;
  private final TreeSet<String> names = new TreeSet<>();
  private final Map<String, String> sentVersions = new HashMap<>();
  private Optional<String> awaited = Optional.empty();
  private boolean refused;
  private long responses;

  SecretSubscription(WorkloadSecrets secrets) {
    this.secrets = secrets;
  }

  /** The first of {@code wanted} that this workload does not have. */
  Optional<String> unknownAmong(Collection<String> wanted) {
    return wanted.stream().filter(name -> !secrets.knows(name)).findFirst();
  }

  /** Also wants these; what was sent before is sent again. */
  void add(Collection<String> wanted) {
    names.addAll(wanted);
    wanted.forEach(sentVersions::remove);
  }

  /** No longer wants these. */
  void remove(Collection<String> unwanted) {
    unwanted.forEach(names::remove);
    unwanted.forEach(sentVersions::remove);
  }

  /** Wants exactly these. */
  void set(Collection<String> wanted) {
    names.retainAll(wanted);
    names.addAll(wanted);
    sentVersions.keySet().retainAll(wanted);
  }

  /**
   * Takes an answer to a response.
   *
   * @param refusal whether it refuses the response
   * @return whether it answers the newest response; an older one changes nothing
   */
  boolean answered(String nonce, boolean refusal) {
    if (!awaited.equals(Optional.of(nonce))) {
      return false;
    }
    awaited = Optional.empty();
    refused = refusal;
    return true;
  }

  /** Whether the client has and uses all that it wants, as it is now. */
  boolean isSettled() {
    return !refused && awaited.isEmpty() && due().isEmpty();
  }

  /** The secrets to send now: wanted, present, and not sent in this version. */
  List<EncodedSecret> due() {
    if (awaited.isPresent()) {
      return List.of();
    }
    return present().stream()
        .filter(secret -> !secret.version().equals(sentVersions.get(secret.name())))
        .toList();
  }

  /** All wanted secrets that are present. */
  List<EncodedSecret> present() {
    return names.stream().flatMap(name -> secrets.get(name).stream()).toList();
  }

  /** Notes that these go out; the nonce of the response. */
  String send(List<EncodedSecret> sent) {
    sent.forEach(secret -> sentVersions.put(secret.name(), secret.version()));
    responses++;
    var nonce = Long.toString(responses);
    awaited = Optional.of(nonce);
    return nonce;
  }
}
