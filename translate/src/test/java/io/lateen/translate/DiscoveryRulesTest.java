// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.lateen.testkit.golden.GoldenCase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of discovery that resources must keep themselves, on every golden case. */
class DiscoveryRulesTest {

  private static final String NEVER = "0s";

  static Stream<GoldenCase> cases() {
    return TranslateGoldens.cases();
  }

  /** Two clusters with one name of endpoints stall: envoyproxy/envoy#47302. */
  @ParameterizedTest
  @MethodSource("cases")
  void rule16_eachClusterHasEndpointsOfItsOwnName(GoldenCase golden) {
    var resources = TranslateGoldens.resources(golden.text());
    var names = new HashSet<String>();
    for (var cluster : all(resources, ResourceTypes.CLUSTER)) {
      if (cluster.has("eds_cluster_config")) {
        var name = cluster.getAsJsonObject("eds_cluster_config").get("service_name").getAsString();
        assertThat(name).isEqualTo(cluster.get("name").getAsString());
        assertThat(names.add(name)).as(name).isTrue();
        assertThat(resources.ofType(ResourceTypes.ENDPOINT)).containsKey(name);
      }
    }
  }

  /** The server always answers, so nobody has to give up waiting and go on without. */
  @ParameterizedTest
  @MethodSource("cases")
  void rule17_whatComesByTheAggregatedStreamIsWaitedFor(GoldenCase golden) {
    var resources = TranslateGoldens.resources(golden.text());
    for (var type : List.of(ResourceTypes.CLUSTER, ResourceTypes.LISTENER)) {
      for (var resource : all(resources, type)) {
        assertThat(impatient(resource)).as(resource.get("name").getAsString()).isEmpty();
      }
    }
  }

  private static List<JsonObject> all(ProxyResources resources, String type) {
    return resources.ofType(type).values().stream()
        .map(resource -> ResourceYaml.json(type, resource))
        .toList();
  }

  /** Sources that are the aggregated stream and are waited for with an end; secrets may be. */
  private static List<JsonObject> impatient(JsonElement element) {
    var found = new ArrayList<JsonObject>();
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(each -> found.addAll(impatient(each)));
    } else if (element.isJsonObject()) {
      var object = element.getAsJsonObject();
      if (object.has("ads") && !waits(object)) {
        found.add(object);
      }
      for (var field : object.entrySet()) {
        if (!field.getKey().equals("sds_config")) {
          found.addAll(impatient(field.getValue()));
        }
      }
    }
    return found;
  }

  private static boolean waits(JsonObject source) {
    return source.has("initial_fetch_timeout")
        && source.get("initial_fetch_timeout").getAsString().equals(NEVER);
  }
}
