// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.base.map.DiffMap;
import io.lateen.base.memo.Memo;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.route.EncodedHosts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets through only resources that Envoy takes: one that it would refuse is replaced by the last
 * good one of its name, or left out. A resource is looked at when it is new, not when it stays, and
 * once for all proxies. Safe for several threads.
 */
public final class ResourceGate {

  /** Most verdicts kept of each kind (docs/limits.md); a full memo only costs time. */
  static final int MAX_VERDICTS = 60_000;

  /** Most listeners that others are compared with (docs/limits.md); one less only costs time. */
  static final int MAX_LISTENERS = 64;

  private static final Map<String, Parser<? extends Message>> PARSERS =
      Map.of(
          ResourceTypes.CLUSTER, Cluster.parser(),
          ResourceTypes.ENDPOINT, ClusterLoadAssignment.parser(),
          ResourceTypes.LISTENER, Listener.parser(),
          ResourceTypes.ROUTE, RouteConfiguration.parser(),
          ResourceTypes.EXTENSION, TypedExtensionConfig.parser());

  private static final List<String> JUDGED = List.copyOf(PARSERS.keySet());

  /** Types about which nothing is said but rules of single fields; they are judged as bytes. */
  private static final Map<String, Descriptor> PLAIN =
      Map.of(
          ResourceTypes.CLUSTER, Cluster.getDescriptor(),
          ResourceTypes.ENDPOINT, ClusterLoadAssignment.getDescriptor());

  private record Content(String type, String version) {}

  private final Memo<Content, Optional<Finding>> verdicts = new Memo<>(MAX_VERDICTS);
  private final HostVerdicts hosts = new HostVerdicts(MAX_VERDICTS);

  /** Good listeners by name: those of other proxies differ in little. */
  private final Map<String, ByteString> listeners =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ByteString> eldest) {
          return size() > MAX_LISTENERS;
        }
      };

  /** Steps to the state of the mesh of which all is good; as many as there are classes. */
  private final Map<Step, Boolean> good = new ConcurrentHashMap<>();

  /** The last resources of each type of which all are good. */
  private final Map<String, DiffMap<String, EncodedResource>> allGood = new ConcurrentHashMap<>();

  /** Hears that proxies shall have what another state of the mesh comes to. */
  public void meshChanged() {
    good.clear();
  }

  /**
   * What a proxy may get.
   *
   * @param before what this let through for the proxy the last time
   * @param wanted what it shall have now
   * @return {@code wanted} itself when all of it is good
   */
  public ProxyResources admit(ProxyResources before, ProxyResources wanted) {
    var problems = new ArrayList<Problem>();
    var admitted = new TreeMap<String, Map<String, EncodedResource>>();
    for (var type : JUDGED) {
      var step = new Step(before.ofType(type), wanted.ofType(type));
      if (step.isOne() && !good.containsKey(step)) {
        int known = problems.size();
        admitted.put(type, admit(type, step.then(), step.now(), problems));
        if (problems.size() == known && good.size() < MAX_VERDICTS) {
          good.put(step, true);
        }
      }
    }
    if (problems.isEmpty()) {
      return wanted;
    }
    var types = new TreeMap<>(wanted.byType());
    admitted.forEach((type, named) -> types.replace(type, named));
    return new ProxyResources(types, wanted.problems().and(new Problems(problems)));
  }

  /** What a proxy has of a type and what it shall have; many have the same maps. */
  private record Step(Map<String, EncodedResource> then, Map<String, EncodedResource> now) {

    boolean isOne() {
      return now != then;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Step step && then == step.then && now == step.now;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(then) + System.identityHashCode(now);
    }
  }

  private Map<String, EncodedResource> admit(
      String type,
      Map<String, EncodedResource> before,
      Map<String, EncodedResource> wanted,
      List<Problem> problems) {
    if (wanted instanceof DiffMap<String, EncodedResource> now && isGood(type, before, now)) {
      allGood.put(type, now);
      return now;
    }
    SortedMap<String, EncodedResource> admitted = new TreeMap<>();
    wanted.forEach(
        (name, resource) -> {
          var last = before.get(name);
          var finding =
              resource == last ? Optional.<Finding>empty() : verdict(type, last, resource);
          if (finding.isEmpty()) {
            admitted.put(name, resource);
          } else {
            problems.add(problem(type, resource, finding.get(), last != null));
            if (last != null) {
              admitted.put(name, last);
            }
          }
        });
    return Collections.unmodifiableSortedMap(admitted);
  }

  /** Whether all is good; a proxy that had nothing gets much of what another one has. */
  private boolean isGood(
      String type, Map<String, EncodedResource> before, DiffMap<String, EncodedResource> now) {
    var then =
        before instanceof DiffMap<String, EncodedResource> known
            ? known
            : before.isEmpty() ? allGood.getOrDefault(type, DiffMap.empty()) : null;
    return then != null
        && then.changed(now).stream().allMatch(name -> isGood(type, then.get(name), now.get(name)));
  }

  private boolean isGood(
      String type, @Nullable EncodedResource last, @Nullable EncodedResource resource) {
    return resource == null || verdict(type, last, resource).isEmpty();
  }

  private Optional<Finding> verdict(
      String type, @Nullable EncodedResource last, EncodedResource resource) {
    return verdicts.get(
        new Content(type, resource.version()),
        _ ->
            resource.hosts().isEmpty()
                ? judge(type, last, resource)
                : hosts.judge(last == null ? EncodedHosts.NONE : last.hosts(), resource.hosts()));
  }

  private Optional<Finding> listener(
      Message message, @Nullable ByteString good, EncodedResource resource)
      throws InvalidProtocolBufferException {
    synchronized (listeners) {
      var like = good == null ? listeners.get(resource.name()) : good;
      var findings = ResourceRules.findings(message, resource.bytes(), like);
      if (findings.isEmpty()) {
        listeners.put(resource.name(), resource.bytes());
      }
      return findings.stream().findFirst();
    }
  }

  /** How many good listeners are kept to compare others with. */
  public int listeners() {
    synchronized (listeners) {
      return listeners.size();
    }
  }

  /** How many verdicts are kept. */
  public int size() {
    return verdicts.size() + hosts.size();
  }

  /**
   * @param last one of that name which Envoy takes
   */
  private Optional<Finding> judge(
      String type, @Nullable EncodedResource last, EncodedResource resource) {
    var plain = PLAIN.get(type);
    var good = last == null ? null : last.bytes();
    try {
      if (plain != null) {
        return MessageRules.findings(plain, resource.bytes(), good).stream().findFirst();
      }
      var message = message(type, resource);
      if (message.isEmpty()) {
        return Optional.empty();
      }
      return type.equals(ResourceTypes.LISTENER)
          ? listener(message.get(), good, resource)
          : ResourceRules.findings(message.get(), resource.bytes(), good).stream().findFirst();
    } catch (InvalidProtocolBufferException e) {
      return Optional.of(new Finding("", "holds bytes that are not of its type"));
    }
  }

  private static Optional<Provenance.Cause> culprit(
      String type, EncodedResource resource, Finding finding) {
    var provenance = resource.provenance();
    try {
      return message(type, resource).flatMap(message -> Culprits.of(message, finding, provenance));
    } catch (InvalidProtocolBufferException e) {
      return provenance.causes().stream().findFirst();
    }
  }

  /** The resource read again; empty for types that are not judged. */
  private static Optional<Message> message(String type, EncodedResource resource)
      throws InvalidProtocolBufferException {
    var parser = PARSERS.get(type);
    return parser == null ? Optional.empty() : Optional.of(parser.parseFrom(resource.bytes()));
  }

  private static Problem problem(
      String type, EncodedResource resource, Finding finding, boolean kept) {
    var cause = culprit(type, resource, finding);
    return Problem.error(
            cause.map(one -> new Location(one.source(), one.line(), 0)).orElse(Location.UNKNOWN),
            cause.map(one -> one.object().display()).orElse(""),
            "",
            "%s is held back, for Envoy would refuse it: %s; %s"
                .formatted(
                    resource.name(),
                    finding,
                    kept ? "its last good version stays" : "the proxies do without it"))
        .withFix("change the object so that the field gets another value");
  }
}
