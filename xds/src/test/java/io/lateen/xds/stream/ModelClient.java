// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.difference.Differences;
import io.lateen.proto.xds.v1.Difference;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.stream.StreamCommand.ClientError;
import io.lateen.xds.stream.StreamCommand.DeltaRequest;
import io.lateen.xds.stream.StreamCommand.Finding;
import io.lateen.xds.stream.StreamCommand.Judged;
import io.lateen.xds.stream.StreamState.Variant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A small reference client of the incremental protocol, written from the specification and from
 * what Envoy does, not from the server. It holds resources, refuses versions that begin with {@code
 * bad}, and complains when a response breaks a rule. A version {@code 3>a,b} names clusters a, b. A
 * new or updated cluster warms until its endpoints come, and like Envoy the client answers about
 * clusters only when all of them are warm.
 */
final class ModelClient {

  static final List<String> TYPES = List.of("cds", "eds", "lds", "rds");

  private static final Set<String> WILDCARD_TYPES = Set.of("cds", "lds");

  final Map<String, ModelType> types = new HashMap<>();
  private final Deque<StreamResponse> wire = new ArrayDeque<>();
  private final Deque<DeltaRequest> answers = new ArrayDeque<>();
  private final Deque<Judged> verdicts = new ArrayDeque<>();
  private final Set<String> warming = new HashSet<>();
  private final boolean relay;
  private final boolean differences;
  private StreamState server;
  private int connections;
  boolean slow;

  /** Differences that were resolved. */
  int resolved;

  /** Refuses without a name, as Envoy does for most types. */
  boolean tacit;

  /** Someone tries what was refused, and tells at some time. */
  boolean trials;

  /** The server knows on the next stream what was refused on this one. */
  boolean remembered;

  private Map<String, Map<String, String>> standing = Map.of();

  FakeView view = FakeView.EMPTY;

  /** With a relay in between, which supplies what the client and it have in common by itself. */
  ModelClient(boolean relay) {
    this(relay, false);
  }

  /** With differences the relay resolves them against what the client accepted. */
  ModelClient(boolean relay, boolean differences) {
    this.relay = relay;
    this.differences = differences;
    this.server = newServer();
    TYPES.forEach(type -> types.put(type, new ModelType()));
    connect(0);
  }

  private StreamState newServer() {
    connections++;
    return new StreamState(
        Variant.DELTA,
        StreamLimits.DEFAULT,
        new ViewDiffs(),
        connections + "-",
        new ClientSkills(relay, differences));
  }

  ModelType type(String name) {
    return types.computeIfAbsent(name, each -> new ModelType());
  }

  /**
   * A new stream with all present subscriptions, in Envoy's order.
   *
   * @param early so many requests come before the stream has a view
   */
  void connect(int early) {
    server = newServer();
    if (remembered) {
      server.handle(new StreamCommand.Recall(standing));
    }
    wire.clear();
    answers.clear();
    verdicts.clear();
    for (var name : TYPES) {
      var type = type(name);
      type.unanswered = "";
      if (!remembered || type.has.isEmpty()) {
        type.refused.clear();
      }
      type.refused.removeAll(type.unsaid);
      type.unsaid.clear();
      type.doubted.clear();
      type.asked.clear();
      type.names.stream().filter(each -> !type.has.containsKey(each)).forEach(type.asked::add);
      type.wildcard = WILDCARD_TYPES.contains(name);
      type.ignored = type.wildcard;
    }
    int sent = 0;
    for (var name : TYPES) {
      if (sent++ == early) {
        look();
      }
      var type = type(name);
      var subscribe = new ArrayList<>(type.names);
      if (type.wildcard && !subscribe.isEmpty()) {
        subscribe.add("*");
      }
      if (relay && name.equals("eds")) {
        warming.removeAll(type.has.keySet());
      }
      send(request(name, subscribe, List.of(), Map.copyOf(type.has), "", Optional.empty()));
    }
    look();
  }

  void publish(FakeView next) {
    view = next;
    look();
  }

  private void look() {
    if (view.epoch() > 0) {
      server.handle(new StreamCommand.ViewChanged(sized(view)));
      pump();
    }
  }

  private FakeView sized(FakeView small) {
    return differences ? small.large() : small;
  }

  void subscribe(String typeName, String name) {
    var type = type(typeName);
    type.names.add(name);
    type.asked.add(name);
    send(request(typeName, List.of(name), List.of(), Map.of(), "", Optional.empty()));
  }

  void unsubscribe(String typeName, String name) {
    var type = type(typeName);
    type.names.remove(name);
    if (!type.wildcard) {
      type.has.remove(name);
      type.suspects.remove(name);
      type.suspectRemovals.remove(name);
    }
    send(request(typeName, List.of(), List.of(name), Map.of(), "", Optional.empty()));
  }

  private static DeltaRequest request(
      String type,
      List<String> subscribe,
      List<String> unsubscribe,
      Map<String, String> have,
      String nonce,
      Optional<ClientError> error) {
    return new DeltaRequest(FakeView.url(type), subscribe, unsubscribe, have, nonce, error);
  }

  private void send(DeltaRequest request) {
    server.handle(request);
    pump();
  }

  void pump() {
    while (!slow) {
      var response = server.poll();
      if (response.isEmpty()) {
        break;
      }
      check(response.get());
      wire.add(response.get());
    }
    for (var event : server.drainEvents()) {
      if (event instanceof StreamEvent.Refusals refusals) {
        standing = refusals.standing();
      }
      require(!(event instanceof StreamEvent.StaleNonce), "a nonce went stale");
    }
  }

  private void check(StreamResponse response) {
    var type = type(TypeUrls.shortName(response.typeUrl()));
    require(type.unanswered.isEmpty(), "two responses in flight: " + response);
    type.unanswered = response.nonce();
    type.ignored = false;
    var seen = new HashSet<String>(response.removed());
    for (var entry : response.entries()) {
      require(seen.add(entry.name()), "named twice: " + entry.name());
      var content = entry.name() + "=" + entry.resource().version();
      var asked = type.asked.remove(entry.name());
      require(asked || !type.refused.contains(content), "refused before: " + content);
      type.doubted.remove(content);
      if (type == type("cds")) {
        // The cluster warms again and waits for an answer about its endpoints, whatever it is.
        type("eds").asked.add(entry.name());
      }
    }
  }

  /** Takes the oldest response off the wire, applies it and prepares the answer. */
  boolean deliver() {
    var response = wire.poll();
    if (response == null) {
      return false;
    }
    var typeName = TypeUrls.shortName(response.typeUrl());
    var type = type(typeName);
    var bad = new ArrayList<String>();
    response.entries().forEach(entry -> resolve(type, entry));
    for (var entry : response.entries()) {
      if (entry.resource().version().startsWith("bad")) {
        bad.add(entry.name());
      }
    }
    if (typeName.equals("eds")) {
      response.entries().forEach(entry -> warming.remove(entry.name()));
      warming.removeAll(response.removed());
    }
    var keepsGood = bad.isEmpty() || WILDCARD_TYPES.contains(typeName);
    for (var entry : response.entries()) {
      apply(typeName, type, entry, bad.contains(entry.name()), keepsGood);
    }
    if (keepsGood) {
      response.removed().forEach(name -> remove(typeName, type, name));
    } else {
      type.suspectRemovals.addAll(response.removed());
    }
    Optional<ClientError> error =
        bad.isEmpty()
            ? Optional.empty()
            : Optional.of(new ClientError(3, tacit ? "bad" : "bad: " + bad));
    answers.add(request(typeName, List.of(), List.of(), Map.of(), response.nonce(), error));
    if (!bad.isEmpty()) {
      refused(type, response, bad);
    }
    return true;
  }

  /** What the client no longer has it gave up, and waits for the whole if it asked again. */
  private void resolve(ModelType type, StreamResponse.Entry entry) {
    if (entry.difference().isEmpty()) {
      return;
    }
    require(differences, "a difference that nobody asked for");
    resolved++;
    var has = type.has.get(entry.name());
    if (has == null) {
      require(
          !type.wants(entry.name()) || type.asked.contains(entry.name()),
          "a difference to what the client does not have: " + entry.name());
      return;
    }
    try {
      var resource = Resource.parseFrom(entry.difference().get());
      var difference = Difference.parseFrom(resource.getResource().getValue());
      require(difference.getBaseVersion().equals(has), "another base: " + difference);
      var base = FakeView.large(FakeView.resource(entry.name(), has)).value();
      require(
          Differences.resolve(difference, base, Integer.MAX_VALUE)
              .equals(Optional.of(entry.resource().value())),
          "another content: " + entry.name());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private void refused(ModelType type, StreamResponse response, List<String> bad) {
    var findings = new ArrayList<Finding>();
    for (var entry : response.entries()) {
      var version = entry.resource().version();
      var guilty = bad.contains(entry.name());
      findings.add(
          new Finding(entry.name(), version, guilty ? Optional.of("is bad") : Optional.empty()));
      if (guilty && tacit && response.entries().size() > 1) {
        type.refused.remove(entry.name() + "=" + version);
        type.doubted.add(entry.name() + "=" + version);
      }
    }
    if (trials) {
      verdicts.add(new Judged(response.typeUrl(), response.nonce(), findings));
    }
  }

  /** A trial is over. */
  boolean judge() {
    var verdict = verdicts.peek();
    if (verdict == null || answers.stream().anyMatch(a -> a.nonce().equals(verdict.nonce()))) {
      return false;
    }
    verdicts.remove();
    var type = type(TypeUrls.shortName(verdict.typeUrl()));
    for (var finding : verdict.findings()) {
      var content = finding.name() + "=" + finding.version();
      if (finding.guilty() && type.doubted.remove(content)) {
        type.refused.add(content);
      }
    }
    server.handle(verdict);
    pump();
    return true;
  }

  private void apply(
      String typeName, ModelType type, StreamResponse.Entry entry, boolean bad, boolean keepsGood) {
    var name = entry.name();
    var version = entry.resource().version();
    if (bad) {
      if (type.refused.add(name + "=" + version)) {
        type.unsaid.add(name + "=" + version);
      }
    } else if (!keepsGood) {
      type.suspects.add(name);
    } else if (type.wants(name)) {
      type.suspects.remove(name);
      type.suspectRemovals.remove(name);
      var before = type.has.put(name, version);
      if (typeName.equals("cds") && !version.equals(before)) {
        warming.add(name);
        if (!type("eds").names.contains(name)) {
          subscribe("eds", name);
        }
      }
      for (var cluster : references(version)) {
        require(
            type("cds").has.containsKey(cluster),
            typeName + " " + name + "=" + version + " names cluster " + cluster + " too early");
      }
    }
  }

  private void remove(String typeName, ModelType type, String name) {
    type.has.remove(name);
    if (typeName.equals("cds")) {
      warming.remove(name);
      unsubscribe("eds", name);
      for (var referring : List.of("lds", "rds")) {
        type(referring)
            .has
            .forEach(
                (route, version) ->
                    require(
                        !references(version).contains(name),
                        referring + " " + route + "=" + version + " still names " + name));
      }
    }
  }

  static List<String> references(String version) {
    var at = version.indexOf('>');
    return at < 0 ? List.of() : Arrays.asList(version.substring(at + 1).split(","));
  }

  /** Sends the oldest prepared answer. */
  boolean answer() {
    var waits = warming.isEmpty() ? "" : FakeView.url("cds");
    var answer =
        answers.stream().filter(each -> !each.typeUrl().equals(waits)).findFirst().orElse(null);
    if (answer == null) {
      return false;
    }
    answers.remove(answer);
    var type = type(TypeUrls.shortName(answer.typeUrl()));
    type.unanswered = "";
    type.unsaid.clear();
    send(answer);
    return true;
  }

  /** Lets everything happen that can happen. */
  void quiesce() {
    slow = false;
    pump();
    while (deliver() || answer() || judge()) {
      pump();
    }
  }

  /** Asserts that the client has what it wants, apart from what it refused. */
  void checkComplete() {
    var routesStuck =
        List.of("lds", "rds").stream().anyMatch(name -> !type(name).refused.isEmpty())
            || types.values().stream()
                .anyMatch(
                    type ->
                        !type.suspects.isEmpty()
                            || !type.doubted.isEmpty()
                            || !type.suspectRemovals.isEmpty());
    require(warming.isEmpty(), "warm for ever: " + warming);
    for (var name : TYPES) {
      checkComplete(name, type(name), routesStuck);
    }
  }

  private void checkComplete(String typeName, ModelType type, boolean routesStuck) {
    require(!type.ignored || view.epoch() == 0, typeName + " was asked for and never answered");
    var wanted = new HashSet<>(type.names);
    if (type.wildcard) {
      wanted.addAll(view.resources(FakeView.url(typeName)).keySet());
      wanted.addAll(type.has.keySet());
    }
    for (var name : wanted) {
      var should = view.version(typeName, name);
      var has = Optional.ofNullable(type.has.get(name));
      var excused =
          (!trials && type.suspects.contains(name))
              || type.suspectRemovals.contains(name)
              || should.filter(version -> version.startsWith("bad")).isPresent()
              || (should.isEmpty() && routesStuck);
      require(
          excused || should.equals(has),
          typeName + " " + name + " is " + has + " and should be " + should);
    }
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new AssertionError(complaint);
    }
  }
}
