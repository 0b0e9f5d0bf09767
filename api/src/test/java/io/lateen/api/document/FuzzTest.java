// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import io.lateen.base.decode.Reading;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an author or an attacker writes, decoders answer with problems, never throw. */
class FuzzTest {

  private static final int CASES = 300;

  private static final String VIRTUAL_SERVICE = "/valid/virtual-service.yaml";
  private static final String DESTINATION_RULE = "/valid/destination-rule.yaml";
  private static final String GATEWAY = "/valid/gateway.yaml";
  private static final String SERVICE_ENTRY = "/valid/service-entry.yaml";
  private static final String SIDECAR = "/valid/sidecar.yaml";
  private static final String KUBERNETES = "/valid/kubernetes.yaml";
  private static final String MESH_CONFIG = "/valid/mesh-config.yaml";
  private static final String SECURITY = "/valid/security.yaml";
  private static final String TELEMETRY = "/valid/telemetry.yaml";
  private static final String EXTENSIONS = "/valid/extensions.yaml";
  private static final String PROXIES = "/valid/proxies.yaml";
  private static final String ENVOY_FILTER = "/envoy-filter.yaml";

  /** What a text is cut up with. */
  private static final Gen<String> NOISE =
      Gen.of(
          "",
          "\t",
          "&a [*a, *a]",
          "*b",
          "!!binary x",
          "<<: *a",
          "{",
          "]",
          "'",
          "---\n",
          "\n...\n",
          "? ",
          "\u0000",
          "\uFFFE",
          "%YAML 9.9\n",
          "|9\n",
          "a: b: c\n");

  @ParameterizedTest
  @ValueSource(
      strings = {
        VIRTUAL_SERVICE,
        DESTINATION_RULE,
        GATEWAY,
        SERVICE_ENTRY,
        SIDECAR,
        KUBERNETES,
        MESH_CONFIG,
        SECURITY,
        TELEMETRY,
        EXTENSIONS,
        PROXIES,
        ENVOY_FILTER,
      })
  void spoiledTrees(String file) {
    var documents = Documents.read(file, Valid.read(file)).roots();
    Property.forAll(
        Property.seed(),
        CASES,
        Mutations.of(documents).map(Json::write),
        json -> {
          var decoded = new DocumentDecoder().decode(file, json);
          assertThat(decoded.problems().size()).isLessThanOrEqualTo(Reading.MAX_PROBLEMS);
          if (decoded.valid().isEmpty()) {
            assertThat(decoded.problems().isEmpty()).isFalse();
          } else {
            assertThat(decoded.problems().hasErrors()).isFalse();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {VIRTUAL_SERVICE, KUBERNETES, MESH_CONFIG, SECURITY, TELEMETRY, ENVOY_FILTER})
  void spoiledTexts(String file) {
    var text = Valid.read(file);
    Gen<String> spoiled =
        choices -> {
          var result = new StringBuilder(text);
          var times = 1 + choices.next(4);
          for (var time = 0; time < times; time++) {
            var at = (int) choices.next(result.length());
            var end = Math.min(result.length(), at + (int) choices.next(40));
            result.replace(at, end, NOISE.draw(choices));
          }
          return result.toString();
        };
    Property.forAll(
        Property.seed(),
        CASES,
        spoiled,
        one -> {
          var decoded = new DocumentDecoder().decode(file, one);
          assertThat(decoded.complete() || decoded.problems().hasErrors()).isTrue();
        });
  }
}
