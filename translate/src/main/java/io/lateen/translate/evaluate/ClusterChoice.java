// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.evaluate.Answer.Share;
import io.lateen.translate.evaluate.Step.Place;
import io.lateen.translate.evaluate.Step.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From a route or TCP proxy to clusters and their endpoints. */
final class ClusterChoice {

  private static final double WHOLE = 100.0;

  private final EnvoyConfig config;
  private final Call call;
  private final AnswerBuilder answer;

  ClusterChoice(EnvoyConfig config, Call call, AnswerBuilder answer) {
    this.config = config;
    this.call = call;
    this.answer = answer;
  }

  void take(TcpProxy proxy, Place place) {
    if (!proxy.hasWeightedClusters()) {
      finish(List.of(new Share(proxy.getCluster(), WHOLE)), place);
      return;
    }
    var shares = new ArrayList<Share>();
    double total = 0;
    for (var cluster : proxy.getWeightedClusters().getClustersList()) {
      total += cluster.getWeight();
    }
    for (var cluster : proxy.getWeightedClusters().getClustersList()) {
      shares.add(new Share(cluster.getName(), WHOLE * cluster.getWeight() / Math.max(total, 1)));
    }
    finish(shares, place);
  }

  void take(RouteAction action, RequestView request, Place place) {
    switch (action.getClusterSpecifierCase()) {
      case CLUSTER -> finish(List.of(new Share(action.getCluster(), WHOLE)), place);
      case CLUSTER_HEADER ->
          request
              .header(action.getClusterHeader())
              .ifPresentOrElse(
                  name -> finish(List.of(new Share(name, WHOLE)), place),
                  () ->
                      answer.step(
                          What.CLUSTER,
                          "",
                          place,
                          "503: no header " + action.getClusterHeader() + " names a cluster"));
      case WEIGHTED_CLUSTERS -> finish(weighted(action, request), place);
      case CLUSTER_SPECIFIER_PLUGIN, INLINE_CLUSTER_SPECIFIER_PLUGIN, CLUSTERSPECIFIER_NOT_SET ->
          answer.step(What.CLUSTER, "", place, "an extension picks the cluster");
    }
  }

  private static List<Share> weighted(RouteAction action, RequestView request) {
    double total = 0;
    for (var cluster : action.getWeightedClusters().getClustersList()) {
      total += cluster.getWeight().getValue();
    }
    var shares = new ArrayList<Share>();
    for (var cluster : action.getWeightedClusters().getClustersList()) {
      var name =
          cluster.getName().isEmpty()
              ? request.header(cluster.getClusterHeader()).orElse("")
              : cluster.getName();
      shares.add(new Share(name, WHOLE * cluster.getWeight().getValue() / Math.max(total, 1)));
    }
    return shares;
  }

  private void finish(List<Share> shares, Place origin) {
    answer.clusters(shares);
    var endpoints = new ArrayList<Answer.Target>();
    for (var share : shares) {
      var place = new Place(ResourceTypes.CLUSTER, share.cluster(), "", "");
      var cluster = config.clusters().get(share.cluster());
      if (cluster == null) {
        answer.step(What.CLUSTER, share.cluster(), origin, "503: there is no such cluster");
        continue;
      }
      answer.step(What.CLUSTER, share.cluster(), place, "gets " + percent(share) + " of the calls");
      var found = EndpointLookup.of(config, cluster, call);
      endpoints.addAll(found);
      var assignment = new Place(ResourceTypes.ENDPOINT, share.cluster(), "", "");
      answer.step(What.ENDPOINTS, share.cluster(), assignment, count(found.size()));
    }
    answer.endpoints(endpoints);
  }

  private static String count(int endpoints) {
    return switch (endpoints) {
      case 0 -> "503: it has no endpoint";
      case 1 -> "its only endpoint";
      default -> "one of its " + endpoints + " endpoints";
    };
  }

  private static String percent(Share share) {
    return share.percent() == WHOLE ? "all" : String.format(Locale.ROOT, "%.3g%%", share.percent());
  }
}
