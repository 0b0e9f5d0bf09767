// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.difference.Differences;
import io.lateen.proto.difference.Part;
import io.lateen.proto.nds.v1.NameTable;
import io.lateen.proto.node.v1.Verdict;
import io.lateen.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the scripts of {@code src/test/scenario/relay}: commands, a line of dashes, then what the
 * relay did, up to an empty line.
 *
 * <pre>
 * envoy connects · envoy gone · envoy settled · envoy slow · envoy fast
 * envoy cds [names] [have a=1]      a request      envoy un eds a      an unsubscription
 * envoy ack cds · envoy nack cds    its answer to the newest response of the type
 * up ready · up lost · up grace     the control plane
 * up cds a=1 -b                     a response of the control plane, nonce cp1, cp2 ...
 * up rds r=2&lt;1                      one in which version 2 is a difference to version 1
 * judged a=1 b=2:reason             the trial that was asked for last is over
 * saves                             how often it was saved until now
 * restart                           a new agent with what the old one saved
 * </pre>
 */
class RelayScenarioTest {

  private static final Path SCRIPTS = Path.of("src", "test", "scenario", "relay");

  private static final Map<String, String> TYPES =
      new TreeMap<>(
          Map.of(
              "cds", RelayTypes.CLUSTER,
              "eds", RelayTypes.ENDPOINT,
              "lds", RelayTypes.LISTENER,
              "rds", RelayTypes.ROUTE,
              "vhds", RelayTypes.VIRTUAL_HOST,
              "nds", RelayTypes.NAME_TABLE));

  private LastGoodCache cache = new LastGoodCache();
  private RelaySession session = new RelaySession("uid-1", cache);
  private final Map<String, String> newestNonce = new HashMap<>();
  private final List<String> out = new ArrayList<>();
  private LastGood saved = LastGood.NONE;
  private RelayAction.@Nullable Try lastTrial;
  private long attempt;
  private int responses;
  private int saves;
  private boolean slow;
  private boolean nodeSent;

  static Stream<Path> scripts() throws IOException {
    return Files.list(SCRIPTS).filter(file -> file.toString().endsWith(".txt")).sorted();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void plays(Path script) throws IOException {
    var skipping = false;
    var block = new ArrayList<String>();
    for (var line : Files.readAllLines(script)) {
      if (line.startsWith("----")) {
        skipping = true;
        out.add("----");
        block.forEach(command -> run(command.trim().split("\\s+")));
        block.clear();
      } else if (skipping && line.isEmpty()) {
        skipping = false;
        out.add("");
      } else if (!skipping) {
        out.add(line);
        if (!line.startsWith("#") && !line.isBlank()) {
          block.add(line);
        }
      }
    }
    Golden.verify(script, String.join("\n", out) + "\n");
  }

  private void run(String[] words) {
    switch (words[0]) {
      case "envoy" -> envoy(Arrays.copyOfRange(words, 1, words.length));
      case "up" -> upstream(Arrays.copyOfRange(words, 1, words.length));
      case "saves" -> out.add("saves " + saves);
      case "configured" -> out.add("configured " + session.configured());
      case "judged" -> judged(Arrays.copyOfRange(words, 1, words.length));
      case "restart" -> {
        cache = new LastGoodCache();
        cache.restore(saved);
        session = new RelaySession("uid-1", cache);
        newestNonce.clear();
        out.add("saved " + saved.types().values().stream().mapToInt(List::size).sum());
      }
      default -> throw new IllegalArgumentException(String.join(" ", words));
    }
  }

  private void judged(String[] words) {
    var verdict = Verdict.newBuilder();
    for (var word : words) {
      var parts = word.split("[=:]");
      var finding = verdict.addFindingsBuilder().setName(parts[0]).setVersion(parts[1]);
      if (parts.length > 2) {
        finding.setRefused(true).setReason(parts[2]);
      }
    }
    var trial = Objects.requireNonNull(lastTrial);
    follow(
        new RelayCommand.Judged(
            trial.attempt(), trial.refused().typeUrl(), trial.nonce(), verdict.build()));
  }

  private void envoy(String[] words) {
    switch (words[0]) {
      case "connects" -> {
        nodeSent = false;
        follow(new RelayCommand.EnvoyConnected());
      }
      case "gone" -> follow(new RelayCommand.EnvoyGone());
      case "settled" -> follow(new RelayCommand.EnvoySettled());
      case "slow" -> slow = true;
      case "fast" -> {
        slow = false;
        pump();
      }
      case "ack" -> ask(request(words[1]).setResponseNonce(nonce(words[1])));
      case "nack" -> {
        var refusal = request(words[1]).setResponseNonce(nonce(words[1]));
        refusal.getErrorDetailBuilder().setCode(Code.INTERNAL_VALUE).setMessage("no");
        ask(refusal);
      }
      case "un" ->
          ask(
              request(words[1])
                  .addAllResourceNamesUnsubscribe(Arrays.asList(words).subList(2, words.length)));
      default -> subscribe(words);
    }
  }

  private void subscribe(String[] words) {
    var request = request(words[0]);
    for (var word : Arrays.asList(words).subList(1, words.length)) {
      if (word.contains("=")) {
        request.putInitialResourceVersions(word.split("=")[0], word.split("=")[1]);
      } else if (!word.equals("have")) {
        request.addResourceNamesSubscribe(word);
      }
    }
    ask(request);
  }

  private void ask(DeltaDiscoveryRequest.Builder request) {
    if (!nodeSent) {
      request.setNode(Node.newBuilder().setId("sidecar~1"));
      nodeSent = true;
    }
    follow(new RelayCommand.EnvoyAsked(request.build()));
  }

  private String nonce(String type) {
    return newestNonce.getOrDefault(type, "");
  }

  private static DeltaDiscoveryRequest.Builder request(String type) {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(TYPES.getOrDefault(type, type));
  }

  private void upstream(String[] words) {
    switch (words[0]) {
      case "ready" -> follow(new RelayCommand.UpstreamReady(attempt));
      case "lost" -> follow(new RelayCommand.UpstreamLost(attempt));
      case "grace" -> follow(new RelayCommand.GraceOver(attempt));
      default -> {
        responses++;
        var response =
            DeltaDiscoveryResponse.newBuilder()
                .setTypeUrl(TYPES.getOrDefault(words[0], words[0]))
                .setNonce("cp" + responses);
        for (var word : Arrays.asList(words).subList(1, words.length)) {
          if (word.startsWith("-")) {
            response.addRemovedResources(word.substring(1));
          } else {
            response.addResources(resource(words[0], word.split("=")[0], word.split("=")[1]));
          }
        }
        follow(new RelayCommand.UpstreamSaid(attempt, response.build()));
      }
    }
  }

  private static Resource resource(String type, String name, String version) {
    var step = version.split("<");
    if (step.length == 1) {
      return whole(type, name, version);
    }
    var base = whole(type, name, step[1]).getResource().getValue();
    var now = whole(type, name, step[0]);
    var difference =
        Differences.between(step[1], Part.of(base), Part.of(now.getResource().getValue()));
    return now.toBuilder()
        .setResource(
            Any.newBuilder().setTypeUrl(Differences.TYPE_URL).setValue(difference.toByteString()))
        .build();
  }

  private static Resource whole(String type, String name, String version) {
    var content =
        type.equals("nds") && !version.equals("broken")
            ? NameTable.newBuilder()
                .putTable(name, NameTable.NameInfo.getDefaultInstance())
                .build()
                .toByteString()
            : ByteString.copyFromUtf8(name + version);
    return Resource.newBuilder()
        .setName(name)
        .setVersion(version)
        .setResource(Any.newBuilder().setTypeUrl(TYPES.getOrDefault(type, type)).setValue(content))
        .build();
  }

  private void follow(RelayCommand command) {
    for (var action : session.handle(command)) {
      switch (action) {
        case RelayAction.Connect connect -> {
          attempt = connect.attempt();
          out.add(
              "-> connect"
                  + (connect.afterLoss() ? " after a pause" : "")
                  + (connect.differences() ? "" : " for whole resources"));
        }
        case RelayAction.Disconnect disconnect -> out.add("-> disconnect");
        case RelayAction.SendUp up -> out.add("-> up " + render(up.request()));
        case RelayAction.Names names -> out.add("-> names " + names.table().getTableMap().keySet());
        case RelayAction.Save save -> {
          saved = cache.snapshot();
          saves++;
        }
        case RelayAction.Refused refused -> out.add("-> refused: " + refused.message());
        case RelayAction.Try trial -> {
          lastTrial = trial;
          out.add("-> try " + render(trial.refused()));
        }
        case RelayAction.Unresolved unresolved ->
            out.add("-> unresolved: " + shortType(unresolved.typeUrl()));
        case RelayAction.Overrun overrun -> out.add("-> overrun: " + overrun.limit());
      }
    }
    pump();
  }

  private void pump() {
    while (!slow) {
      var response = session.poll();
      if (response.isEmpty()) {
        return;
      }
      newestNonce.put(shortType(response.get().getTypeUrl()), response.get().getNonce());
      out.add("envoy <- " + render(response.get()));
    }
  }

  private static String shortType(String typeUrl) {
    return TYPES.entrySet().stream()
        .filter(type -> type.getValue().equals(typeUrl))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(typeUrl);
  }

  private static String render(DeltaDiscoveryRequest request) {
    var parts = new ArrayList<String>();
    parts.add(shortType(request.getTypeUrl()).toUpperCase(Locale.ROOT));
    parts.addAll(request.getResourceNamesSubscribeList().stream().sorted().toList());
    request.getResourceNamesUnsubscribeList().forEach(name -> parts.add("-" + name));
    if (request.getInitialResourceVersionsCount() > 0) {
      parts.add("have " + new TreeMap<>(request.getInitialResourceVersionsMap()));
    }
    if (!request.getResponseNonce().isEmpty()) {
      parts.add((request.hasErrorDetail() ? "nack " : "ack ") + request.getResponseNonce());
    }
    if (request.getErrorDetail().getDetailsCount() > 0) {
      parts.add(verdict(request));
    }
    if (request.hasNode()) {
      var uid = request.getNode().getMetadata().getFieldsOrThrow(RelayedNode.WORKLOAD_UID);
      parts.add("node " + request.getNode().getId() + " of " + uid.getStringValue());
    }
    return String.join(" ", parts);
  }

  private static String render(Judge.Refused refused) {
    var names = refused.resources().stream().map(Resource::getName).sorted().toList();
    return shortType(refused.typeUrl()).toUpperCase(Locale.ROOT)
        + " "
        + String.join(" ", names)
        + " with clusters "
        + refused.clusters().stream().sorted().toList();
  }

  private static String verdict(DeltaDiscoveryRequest request) {
    try {
      var text = new StringBuilder("verdict");
      for (var detail : request.getErrorDetail().getDetailsList()) {
        for (var finding : detail.unpack(Verdict.class).getFindingsList()) {
          text.append(' ').append(finding.getName()).append('=').append(finding.getVersion());
          text.append(finding.getRefused() ? ":" + finding.getReason() : "");
        }
      }
      return text.toString();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static String content(Resource resource) {
    if (resource.getResource().getTypeUrl().equals(Differences.TYPE_URL)) {
      return "a difference";
    }
    return resource.hasResource() ? resource.getVersion() : "none";
  }

  private static String render(DeltaDiscoveryResponse response) {
    var parts = new ArrayList<String>();
    parts.add(shortType(response.getTypeUrl()).toUpperCase(Locale.ROOT));
    response.getResourcesList().stream()
        .map(each -> each.getName() + "=" + content(each))
        .sorted()
        .forEach(parts::add);
    response.getRemovedResourcesList().forEach(name -> parts.add("-" + name));
    var local = response.getNonce().startsWith(LocalAnswers.NONCE_PREFIX);
    return String.join(" ", parts) + (local ? " (local)" : "");
  }
}
