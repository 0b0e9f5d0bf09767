// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.translate.message.MessageMerge.Lists;
import io.lateen.translate.message.MessageMerge.Merged;
import org.junit.jupiter.api.Test;

class MessageMergeTest {

  @Test
  void durationsAreReplacedAsAWhole() {
    assertThat(merged(Cluster.getDefaultInstance(), "connect_timeout: 3.5s", "connect_timeout: 2s"))
        .isEqualTo(Trees.read(Cluster.getDefaultInstance(), "connect_timeout: 2s"));
  }

  @Test
  void messagesAreMergedAndChoicesTakeEachOthersPlace() {
    assertThat(
            merged(
                Cluster.getDefaultInstance(),
                "{type: EDS, eds_cluster_config: {service_name: a}, circuit_breakers: {per_host_thresholds: [{max_connections: 1}]}}",
                "{cluster_type: {name: x}, eds_cluster_config: {eds_config: {ads: {}}}}"))
        .isEqualTo(
            Trees.read(
                Cluster.getDefaultInstance(),
                "{cluster_type: {name: x}, eds_cluster_config: {service_name: a, eds_config: {ads: {}}}, circuit_breakers: {per_host_thresholds: [{max_connections: 1}]}}"));
  }

  @Test
  void listsGrowOrAreReplaced() {
    var host = Trees.read(VirtualHost.getDefaultInstance(), "{name: a, domains: [x]}");
    var patch = Trees.read(VirtualHost.getDefaultInstance(), "{domains: [y]}");
    var appended = host.toBuilder();
    MessageMerge.into(appended, patch, Lists.APPEND);
    var replaced = host.toBuilder();
    MessageMerge.into(replaced, patch, Lists.REPLACE);

    assertThat(appended.getDomainsList()).containsExactly("x", "y");
    assertThat(replaced.getDomainsList()).containsExactly("y");
  }

  @Test
  void entriesOfMapsAreReplacedAndStandInOrder() {
    assertThat(
            merged(
                Metadata.getDefaultInstance(),
                "filter_metadata: {b: {x: 1}, c: {}}",
                "filter_metadata: {b: {y: 2}, a: {}}"))
        .isEqualTo(
            Trees.read(
                Metadata.getDefaultInstance(), "filter_metadata: {a: {}, b: {y: 2}, c: {}}"));
  }

  @Test
  void packedMessagesOfOneTypeAreMergedInside() {
    var one = any("max_connections: 1\nstat_prefix: a", "connection_limit.v3.ConnectionLimit");
    var two = any("delay: 2s", "connection_limit.v3.ConnectionLimit");

    assertThat(MessageMerge.packed(one, two))
        .isEqualTo(
            new Merged.Done(
                any(
                    "max_connections: 1\nstat_prefix: a\ndelay: 2s",
                    "connection_limit.v3.ConnectionLimit")));
  }

  @Test
  void packedMessagesOfTwoTypesAreNot() {
    var one = any("stat_prefix: a", "connection_limit.v3.ConnectionLimit");
    var two = any("stat_prefix: a", "mongo_proxy.v3.MongoProxy");

    assertThat(MessageMerge.packed(one, two)).isInstanceOf(Merged.Refused.class);
  }

  private static <T extends Message> Message merged(T empty, String target, String patch) {
    var builder = Trees.read(empty, target).toBuilder();
    MessageMerge.into(builder, Trees.read(empty, patch), Lists.APPEND);
    return builder.build();
  }

  private static Any any(String yaml, String type) {
    var url = "type.googleapis.com/envoy.extensions.filters.network." + type;
    return Trees.read(Any.getDefaultInstance(), "\"@type\": " + url + "\n" + yaml);
  }
}
