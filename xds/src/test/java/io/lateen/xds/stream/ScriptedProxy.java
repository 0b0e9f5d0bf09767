// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.StreamCommand.ClientError;
import io.lateen.xds.stream.StreamCommand.DeltaRequest;
import io.lateen.xds.stream.StreamCommand.Finding;
import io.lateen.xds.stream.StreamCommand.HoldExpired;
import io.lateen.xds.stream.StreamCommand.Judged;
import io.lateen.xds.stream.StreamCommand.Recall;
import io.lateen.xds.stream.StreamCommand.SotwRequest;
import io.lateen.xds.stream.StreamCommand.ViewChanged;
import io.lateen.xds.stream.StreamState.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A client that says what it is told to say and writes down what it hears. */
final class ScriptedProxy {

  private final StreamState state;
  private final Variant variant;
  private final String prefix;
  private final List<String> heard = new ArrayList<>();
  private final Map<String, String> lastNonce = new HashMap<>();
  private final Map<String, String> lastVersion = new HashMap<>();
  private boolean slow;
  private Map<String, Map<String, String>> refused = Map.of();

  ScriptedProxy(Variant variant, boolean relay, StreamLimits limits, String prefix) {
    this.variant = variant;
    this.prefix = prefix;
    this.state =
        new StreamState(variant, limits, new ViewDiffs(), prefix, new ClientSkills(relay, false));
  }

  static ScriptedProxy delta() {
    return new ScriptedProxy(Variant.DELTA, false, StreamLimits.DEFAULT, "n");
  }

  static ScriptedProxy sotw() {
    return new ScriptedProxy(Variant.SOTW, false, StreamLimits.DEFAULT, "n");
  }

  /** A new stream of the client that this one is. */
  ScriptedProxy again(boolean relay) {
    var next = new ScriptedProxy(variant, relay, StreamLimits.DEFAULT, prefix + "'");
    next.state.handle(new Recall(refused));
    return next;
  }

  StreamState state() {
    return state;
  }

  /** What was heard since the last call. */
  List<String> take() {
    var taken = List.copyOf(heard);
    heard.clear();
    return taken;
  }

  ScriptedProxy slow(boolean on) {
    slow = on;
    return pump();
  }

  ScriptedProxy view(FakeView view) {
    state.handle(new ViewChanged(view));
    return pump();
  }

  ScriptedProxy subscribe(String type, String... names) {
    return delta(type, List.of(names), List.of(), Map.of(), "", Optional.empty());
  }

  ScriptedProxy unsubscribe(String type, String... names) {
    return delta(type, List.of(), List.of(names), Map.of(), "", Optional.empty());
  }

  /** A first request that claims versions. */
  ScriptedProxy reconnect(String type, List<String> names, Map<String, String> have) {
    return delta(type, names, List.of(), have, "", Optional.empty());
  }

  ScriptedProxy delta(
      String type,
      List<String> subscribe,
      List<String> unsubscribe,
      Map<String, String> have,
      String nonce,
      Optional<ClientError> error) {
    state.handle(new DeltaRequest(FakeView.url(type), subscribe, unsubscribe, have, nonce, error));
    return pump();
  }

  ScriptedProxy sotw(String type, String version, String nonce, String... names) {
    state.handle(
        new SotwRequest(FakeView.url(type), List.of(names), version, nonce, Optional.empty()));
    return pump();
  }

  /** Accepts the newest response of a type; a state-of-the-world client repeats its names. */
  ScriptedProxy ack(String type, String... names) {
    return answer(type, nonce(type), Optional.empty(), names);
  }

  ScriptedProxy nack(String type, String message, String... names) {
    return answer(type, nonce(type), Optional.of(new ClientError(13, message)), names);
  }

  ScriptedProxy answer(String type, String nonce, Optional<ClientError> error, String... names) {
    if (variant == Variant.DELTA) {
      return delta(type, List.of(), List.of(), Map.of(), nonce, error);
    }
    state.handle(new SotwRequest(FakeView.url(type), List.of(names), "", nonce, error));
    return pump();
  }

  /** A trial's verdict about the newest response of a type. */
  ScriptedProxy judge(String type, List<Finding> findings) {
    state.handle(new Judged(FakeView.url(type), nonce(type), findings));
    return pump();
  }

  /** The timers of the return and of the newest clusters. */
  ScriptedProxy holdExpires() {
    state.handle(new HoldExpired(prefix + "0"));
    state.handle(new HoldExpired(nonce("cds")));
    return pump();
  }

  String lastVersion(String type) {
    return lastVersion.getOrDefault(type, "");
  }

  String nonce(String type) {
    return lastNonce.getOrDefault(type, "");
  }

  private ScriptedProxy pump() {
    while (!slow) {
      var next = state.poll();
      if (next.isEmpty()) {
        break;
      }
      lastNonce.put(TypeUrls.shortName(next.get().typeUrl()), next.get().nonce());
      lastVersion.put(TypeUrls.shortName(next.get().typeUrl()), next.get().version());
      heard.add(render(next.get()));
    }
    for (var event : state.drainEvents()) {
      var line = render(event);
      if (!line.isEmpty()) {
        heard.add(line);
      }
    }
    return this;
  }

  private static String type(String url) {
    var name = TypeUrls.shortName(url);
    return (name.equals("other") ? url.substring(url.lastIndexOf('/') + 1) : name)
        .toUpperCase(Locale.ROOT);
  }

  /**
   * {@code CDS a=1 b=2 -c}; {@code x~a=1} is a resource a found by its alias x, {@code x+y~a=1} by
   * two.
   */
  private static String render(StreamResponse response) {
    var parts = new ArrayList<String>();
    parts.add(type(response.typeUrl()));
    for (var entry : response.entries()) {
      if (!entry.present()) {
        parts.add(entry.name() + "=none");
      } else {
        var aliases = entry.aliases().isEmpty() ? "" : String.join("+", entry.aliases()) + "~";
        parts.add(
            aliases + entry.resource().name() + "=" + shortVersion(entry.resource().version()));
      }
    }
    response.removed().forEach(name -> parts.add("-" + name));
    return parts.size() == 1 ? parts.getFirst() + " (empty)" : String.join(" ", parts);
  }

  private static String shortVersion(String version) {
    return version.length() == 32 ? "hash" : version;
  }

  private String render(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Acked acked -> "";
      case StreamEvent.ClustersHeld held -> "";
      case StreamEvent.RemovalsHeld held -> "";
      case StreamEvent.Nacked nacked ->
          "refused %s %s guilty=%s suspects=%s"
              .formatted(
                  type(nacked.typeUrl()), nacked.message(), nacked.guilty(), nacked.suspects());
      case StreamEvent.Judged judged ->
          "judged %s guilty=%s released=%s"
              .formatted(type(judged.typeUrl()), judged.guilty(), judged.released());
      case StreamEvent.Refusals refusals -> {
        refused = refusals.standing();
        yield "";
      }
      case StreamEvent.Recalled recalled ->
          "recalled %s %s".formatted(type(recalled.typeUrl()), recalled.names());
      case StreamEvent.StaleNonce stale -> "stale nonce " + type(stale.typeUrl());
      case StreamEvent.HoldReleased released -> "hold released";
      case StreamEvent.Settled settled ->
          "settled " + settled.epoch() + (settled.clean() ? "" : " with refusals");
      case StreamEvent.LimitExceeded exceeded -> "over the limit of " + exceeded.limit();
    };
  }

  /** {@code CDS SYNCED (all), EDS STALE (2)}. */
  String status() {
    return state.reports().stream()
        .map(
            report ->
                type(report.typeUrl())
                    + " "
                    + report.sync()
                    + " ("
                    + (report.wildcard() ? "all" : report.names())
                    + ")")
        .collect(Collectors.joining(", "));
  }
}
