// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each rule with what it makes equal, and with what must stay different. */
class MeaningTest {

  private static boolean equal(String theirs, String ours) {
    return Difference.first(
            Meaning.ofTheirs(OracleSuite.JSON.readTree(theirs)),
            Meaning.ofOurs(OracleSuite.JSON.readTree(ours)))
        .isEmpty();
  }

  @Test
  void istiosOwnFiltersAreNotExpectedOfUsAndNotAllowedToUs() {
    var with = "{\"http_filters\":[{\"name\":\"istio.stats\"},{\"name\":\"a\"}]}";
    var without = "{\"http_filters\":[{\"name\":\"a\"}]}";
    assertThat(equal(with, without)).isTrue();
    assertThat(equal(without, with)).isFalse();
    assertThat(equal("{\"filters\":[{\"name\":\"istio.metadata_exchange\"}]}", "{}")).isTrue();
  }

  @Test
  void aStockFilterStandsForIstioAlpnAndForNothingElse() {
    var filter =
        "{\"http_filters\":[{\"name\":\"envoy.filters.http.set_filter_state\",\"typed_config\":"
            + "{\"on_request_headers\":[{\"object_key\":\"%s\"}]}}]}";
    assertThat(equal("{}", filter.formatted("envoy.network.application_protocols"))).isTrue();
    assertThat(equal("{}", filter.formatted("other"))).isFalse();
  }

  @Test
  void ourWindowForChangesOfEndpointsIsExpectedAndNoOther() {
    var ours = "{\"common_lb_config\":{\"update_merge_window\":\"%s\"}}";
    assertThat(equal("{}", ours.formatted("0.050s"))).isTrue();
    assertThat(equal("{}", ours.formatted("0.500s"))).isFalse();
    assertThat(equal(ours.formatted("0.050s"), "{}")).isFalse();
  }

  @Test
  void theOrderOfListsCounts() {
    assertThat(equal("{\"domains\":[\"a\",\"b\"]}", "{\"domains\":[\"b\",\"a\"]}")).isFalse();
    assertThat(equal("{\"domains\":[\"a\"]}", "{\"domains\":[\"a\",\"b\"]}")).isFalse();
  }

  @Test
  void limitsOfGrpcCallers() {
    assertThat(
            equal(
                "{\"timeout\":\"0s\",\"max_grpc_timeout\":\"0s\"}",
                "{\"timeout\":\"0s\",\"max_stream_duration\":{\"max_stream_duration\":\"0s\","
                    + "\"grpc_timeout_header_max\":\"0s\"}}"))
        .isTrue();
    assertThat(equal("{\"timeout\":\"5s\",\"max_grpc_timeout\":\"5s\"}", "{\"timeout\":\"5s\"}"))
        .isTrue();
    assertThat(equal("{\"timeout\":\"5s\",\"max_grpc_timeout\":\"2s\"}", "{\"timeout\":\"5s\"}"))
        .isFalse();
    assertThat(equal("{\"timeout\":\"0s\",\"max_grpc_timeout\":\"0s\"}", "{\"timeout\":\"0s\"}"))
        .isFalse();
  }

  @Test
  void spellings() {
    assertThat(
            equal(
                "{\"type\":\"LOGICAL_DNS\",\"respect_dns_ttl\":true}",
                "{\"cluster_type\":{\"name\":\"envoy.clusters.dns\",\"typed_config\":"
                    + "{\"all_addresses_in_single_endpoint\":true,\"respect_dns_ttl\":true}}}"))
        .isTrue();
    assertThat(
            equal(
                "{\"match_subject_alt_names\":[{\"prefix\":\"spiffe://a/\"}]}",
                "{\"match_typed_subject_alt_names\":[{\"san_type\":\"URI\","
                    + "\"matcher\":{\"prefix\":\"spiffe://a/\"}}]}"))
        .isTrue();
    assertThat(equal("{\"numerator\":50}", "{\"numerator\":500000,\"denominator\":\"MILLION\"}"))
        .isTrue();
    assertThat(equal("{\"numerator\":50}", "{\"numerator\":500001,\"denominator\":\"MILLION\"}"))
        .isFalse();
    assertThat(equal("{\"lb_policy\":\"ROUND_ROBIN\"}", "{}")).isTrue();
    assertThat(equal("{\"lb_policy\":\"RANDOM\"}", "{}")).isFalse();
  }

  @Test
  void theFirstDifferenceIsNamedWithItsPath() {
    var difference =
        Difference.first(
            OracleSuite.JSON.readTree("{\"a\":[{\"b\":1}],\"z\":1}"),
            OracleSuite.JSON.readTree("{\"a\":[{\"b\":2}],\"z\":2}"));
    assertThat(difference).hasValueSatisfying(d -> assertThat(d.path()).isEqualTo(".a[0].b"));
  }
}
