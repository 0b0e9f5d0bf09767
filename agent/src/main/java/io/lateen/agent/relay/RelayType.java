// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One resource type on Envoy's present stream: what it wants, what it has, what it waits for. */
final class RelayType {

  private static final String WILDCARD = "*";

  /** In {@code initial_resource_versions}: "known, but send it again". */
  private static final String RESEND = "";

  final String typeUrl;
  private boolean wildcard;
  private final Set<String> names = new HashSet<>();

  /** Name to version of what Envoy was sent or said that it has. */
  private final Map<String, String> held = new HashMap<>();

  /** Names whose answer Envoy waits for. */
  private final Set<String> due = new LinkedHashSet<>();

  /** Names that the relay answers itself even when the control plane is there. */
  private final Set<String> owed = new LinkedHashSet<>();

  /** Envoy waits for a first answer to its wildcard. */
  private boolean greetingDue;

  RelayType(String typeUrl) {
    this.typeUrl = typeUrl;
  }

  boolean wants(String name) {
    return wildcard || names.contains(name);
  }

  boolean named(String name) {
    return names.contains(name);
  }

  /** Whether Envoy gave the name up, or did and asked again, so that the whole is under way. */
  boolean comesAnyway(String name) {
    return !wants(name) || due.contains(name);
  }

  boolean wildcard() {
    return wildcard;
  }

  int size() {
    return names.size();
  }

  boolean greetingDue() {
    return greetingDue;
  }

  Set<String> due() {
    return due;
  }

  Set<String> owed() {
    return owed;
  }

  Map<String, String> held() {
    return held;
  }

  /** The first request of the type on this stream. */
  void begin(DeltaDiscoveryRequest request, LastGoodCache cache) {
    held.putAll(request.getInitialResourceVersionsMap());
    if (request.getResourceNamesSubscribeCount() == 0 && RelayTypes.legacyWildcard(typeUrl)) {
      startWildcard();
    }
    for (var name : request.getResourceNamesSubscribeList()) {
      var version = held.get(name);
      if (version != null && cache.has(typeUrl, name, version)) {
        owed.add(name);
      }
    }
  }

  /**
   * Applies a change of the subscription; returns names that Envoy gave up. What Envoy brings along
   * in its first request it keeps until the control plane says otherwise: it may be newer than the
   * last good configuration.
   */
  List<String> apply(DeltaDiscoveryRequest request, boolean first) {
    var dropped = new ArrayList<String>();
    for (var name : request.getResourceNamesUnsubscribeList()) {
      if (name.equals(WILDCARD)) {
        wildcard = false;
        greetingDue = false;
        dropped.addAll(held.keySet().stream().filter(each -> !names.contains(each)).toList());
      } else if (names.remove(name) && !wildcard) {
        dropped.add(name);
      }
    }
    for (var name : request.getResourceNamesSubscribeList()) {
      if (name.equals(WILDCARD)) {
        startWildcard();
      } else {
        names.add(name);
        if (!owed.contains(name) && !(first && held.containsKey(name))) {
          due.add(name);
        }
      }
    }
    for (var name : dropped) {
      held.remove(name);
      due.remove(name);
      owed.remove(name);
    }
    return dropped;
  }

  private void startWildcard() {
    greetingDue |= !wildcard && held.isEmpty();
    wildcard = true;
  }

  /** Envoy is being sent this response. */
  void sent(DeltaDiscoveryResponse response) {
    greetingDue = false;
    for (var resource : response.getResourcesList()) {
      if (resource.hasResource()) {
        held.put(resource.getName(), resource.getVersion());
      }
      answered(resource.getName());
      resource.getAliasesList().forEach(this::answered);
    }
    for (var name : response.getRemovedResourcesList()) {
      held.remove(name);
      answered(name);
    }
  }

  private void answered(String name) {
    due.remove(name);
    owed.remove(name);
  }

  /** Envoy refused this response: it has what it had before, as far as that is known. */
  void refused(DeltaDiscoveryResponse response, LastGoodCache cache) {
    for (var resource : response.getResourcesList()) {
      var good = cache.get(typeUrl, resource.getName());
      held.put(resource.getName(), good == null ? RESEND : good.getVersion());
    }
  }

  /**
   * The first request of the type to the control plane. Lists everything that Envoy has; what the
   * relay could not supply itself is listed without a version, so that it comes again.
   */
  DeltaDiscoveryRequest.Builder introduction(LastGoodCache cache) {
    var request = DeltaDiscoveryRequest.newBuilder().setTypeUrl(typeUrl);
    if (wildcard && !(names.isEmpty() && RelayTypes.legacyWildcard(typeUrl))) {
      request.addResourceNamesSubscribe(WILDCARD);
    }
    request.addAllResourceNamesSubscribe(names);
    held.forEach(
        (name, version) -> {
          if (wants(name) && !due.contains(name)) {
            request.putInitialResourceVersions(
                name, cache.has(typeUrl, name, version) ? version : RESEND);
          }
        });
    return request;
  }
}
