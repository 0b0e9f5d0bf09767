// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.sample.ConfigLaws;
import io.lateen.mesh.sample.Objects;
import io.lateen.mesh.sample.RandomObjects;
import io.lateen.testkit.law.Gen;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServicesSnapshotTest implements ConfigLaws<ServicesSnapshot> {

  @Override
  public ServicesSnapshot empty() {
    return ServicesSnapshot.EMPTY;
  }

  @Override
  public ServicesSnapshot apply(ServicesSnapshot snapshot, ConfigDelta delta) {
    return snapshot.apply(delta);
  }

  @Override
  public Gen<ConfigDelta> deltas() {
    return RandomObjects.services();
  }

  @Override
  public Map<String, ?> parts(ServicesSnapshot snapshot) {
    var parts = new TreeMap<String, MeshService>();
    snapshot.services().forEach((key, service) -> parts.put(key.toString(), service));
    return parts;
  }

  /** An object can only touch services of its namespace. */
  @Override
  public Set<String> touched(ConfigDelta delta) {
    var hosts = new HashSet<>(RandomObjects.HOSTS);
    for (String namespace : RandomObjects.NAMESPACES) {
      RandomObjects.NAMES.forEach(name -> hosts.add(Hosts.ofService(name, namespace)));
    }
    var touched = new HashSet<String>();
    for (var key : delta.keys()) {
      hosts.forEach(host -> touched.add(key.namespace() + "/" + host));
    }
    return touched;
  }

  private static ServicesSnapshot of(ConfigObject<?>... objects) {
    return ServicesSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
  }

  private static ServiceEntry static_(List<String> hosts, int... ports) {
    return Objects.entrySpec(
        hosts, ServiceEntry.Resolution.STATIC, List.of(), Optional.empty(), List.of(), ports);
  }

  @Test
  void entriesOfOneHostAreMergedAndTheKubernetesServiceWins() {
    var host = "x.a.svc.cluster.local";
    var merged =
        of(
            Objects.entry("a", "younger", 2, static_(List.of(host), 81)),
            Objects.entry("a", "older", 1, static_(List.of(host), 80)));
    var service = merged.get(new ServiceKey(host, "a")).orElseThrow();
    assertThat(service.ports()).extracting(ServicePort::number).containsExactly(80, 81);
    assertThat(service.object().name()).isEqualTo("older");
    assertThat(merged.warnings()).isEmpty();

    var taken = merged.apply(ConfigDelta.upsert(Objects.service("a", "x", Map.of(), 9080)));
    assertThat(taken.get(new ServiceKey(host, "a")).orElseThrow().registry())
        .isEqualTo(Registry.KUBERNETES);
    assertThat(taken.warnings())
        .extracting(warning -> warning.object().display())
        .containsExactly("ServiceEntry a/older", "ServiceEntry a/younger");
  }

  @Test
  void aliasesAreFollowedAndLoopsEnd() {
    var snapshot =
        of(
            Objects.alias("a", "one", "two.a.svc.cluster.local"),
            Objects.alias("a", "two", "real.a.svc.cluster.local"),
            Objects.alias("a", "loop", "loop.a.svc.cluster.local"));
    assertThat(snapshot.aliasesOf("real.a.svc.cluster.local"))
        .extracting(MeshService::name)
        .containsExactlyInAnyOrder("one", "two");
    assertThat(snapshot.aliasesOf("nobody.a.svc.cluster.local")).isEmpty();
  }

  @Test
  void selectorsFindTheirWorkloads() {
    var snapshot =
        of(
            Objects.service("a", "both", Map.of("app", "x", "version", "v1"), 80),
            Objects.service("a", "one", Map.of("app", "x"), 80),
            Objects.service("b", "elsewhere", Map.of("app", "x"), 80),
            Objects.service("a", "none", Map.of(), 80));
    assertThat(snapshot.selecting("a", Map.of("app", "x", "extra", "1")))
        .extracting(MeshService::name)
        .containsExactly("one");
    assertThat(snapshot.selecting("a", Map.of("app", "x", "version", "v1")))
        .extracting(MeshService::name)
        .containsExactly("both", "one");
  }
}
