// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.route.v3.NonForwardingAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.FaultAbort;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to requests, in the terms of gRPC. Answers that Envoy itself would give are faults:
 * gRPC makes the same status of their HTTP status as of Envoy's answer.
 *
 * @param missing clusters that the client does not get: calls to them are unavailable
 * @param fallback a cluster that the client gets; empty when no route leads to one
 */
record ActionReduction(Set<String> missing, String fallback) {

  private static final int UNAVAILABLE = 503;
  private static final int WHOLE = 100;

  /** The only filter state by which gRPC picks endpoints: the channel (gRFC A42). */
  private static final String CHANNEL = "io.grpc.channel_id";

  /** The route without its condition. */
  Route reduce(Route envoy) {
    var route = Route.newBuilder().setName(envoy.getName());
    var fault = fault(envoy);
    switch (envoy.getActionCase()) {
      case ROUTE -> {
        var action = envoy.getRoute();
        if (isOut(action)) {
          return refusing(route);
        }
        route.setRoute(action(action));
      }
      case REDIRECT -> {
        fault = Optional.of(aborting(fault, status(envoy.getRedirect())));
        route.setRoute(RouteAction.newBuilder().setCluster(fallback));
      }
      default -> {
        fault = Optional.of(aborting(fault, envoy.getDirectResponse().getStatus()));
        route.setRoute(RouteAction.newBuilder().setCluster(fallback));
      }
    }
    if (route.getRoute().getCluster().isEmpty() && !route.getRoute().hasWeightedClusters()) {
      return refusing(route);
    }
    fault.ifPresent(config -> route.putTypedPerFilterConfig(EnvoyNames.FAULT, Packed.any(config)));
    return route.build();
  }

  /** Whether no call can get anywhere. */
  private boolean isOut(RouteAction action) {
    return action.hasWeightedClusters()
        ? action.getWeightedClusters().getClustersList().stream()
            .allMatch(share -> missing.contains(share.getName()))
        : missing.contains(action.getCluster());
  }

  /** Clients answer UNAVAILABLE to calls of such a route (gRFC A36). */
  private static Route refusing(Route.Builder route) {
    return route.setNonForwardingAction(NonForwardingAction.getDefaultInstance()).build();
  }

  private RouteAction action(RouteAction envoy) {
    var action = RouteAction.newBuilder();
    if (envoy.hasWeightedClusters()) {
      action.setWeightedClusters(weighted(envoy.getWeightedClusters()));
    } else {
      action.setCluster(envoy.getCluster());
    }
    if (envoy.getTimeout().getSeconds() > 0 || envoy.getTimeout().getNanos() > 0) {
      action.getMaxStreamDurationBuilder().setMaxStreamDuration(envoy.getTimeout());
    }
    retries(envoy.getRetryPolicy()).ifPresent(action::setRetryPolicy);
    for (var hash : envoy.getHashPolicyList()) {
      switch (hash.getPolicySpecifierCase()) {
        case HEADER -> action.addHashPolicy(hash);
        case CONNECTION_PROPERTIES ->
            action.addHashPolicy(
                HashPolicy.newBuilder()
                    .setFilterState(HashPolicy.FilterState.newBuilder().setKey(CHANNEL)));
        default -> {
          // Calls have neither cookies nor queries.
        }
      }
    }
    return action.build();
  }

  private WeightedCluster weighted(WeightedCluster envoy) {
    var clusters = WeightedCluster.newBuilder();
    for (var share : envoy.getClustersList()) {
      var own =
          WeightedCluster.ClusterWeight.newBuilder()
              .setName(missing.contains(share.getName()) ? fallback : share.getName())
              .setWeight(share.getWeight());
      if (missing.contains(share.getName())) {
        var abort = aborting(Optional.empty(), UNAVAILABLE);
        own.putTypedPerFilterConfig(EnvoyNames.FAULT, Packed.any(abort));
      }
      clusters.addClusters(own);
    }
    return clusters.build();
  }

  /** The status codes among the conditions; refused connections are tried again by gRPC itself. */
  private static Optional<RetryPolicy> retries(RetryPolicy envoy) {
    var codes = RetryConditions.codes(envoy.getRetryOn());
    if (codes.isEmpty()) {
      return Optional.empty();
    }
    var policy =
        RetryPolicy.newBuilder()
            .setRetryOn(String.join(",", codes))
            .setNumRetries(envoy.getNumRetries());
    var backoff = envoy.getRetryBackOff().getBaseInterval();
    if (backoff.getSeconds() > 0 || backoff.getNanos() > 0) {
      policy.setRetryBackOff(envoy.getRetryBackOff());
    }
    return Optional.of(policy.build());
  }

  private static Optional<HTTPFault> fault(Route envoy) {
    var config = envoy.getTypedPerFilterConfigMap().get(EnvoyNames.FAULT);
    return config == null ? Optional.empty() : Optional.of(read(config));
  }

  private static HTTPFault read(Any config) {
    try {
      return HTTPFault.parseFrom(config.getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a fault that was just written", e);
    }
  }

  /** The same fault, but every call ends. */
  private static HTTPFault aborting(Optional<HTTPFault> fault, int status) {
    var all =
        FractionalPercent.newBuilder().setNumerator(WHOLE).setDenominator(DenominatorType.HUNDRED);
    return fault.orElse(HTTPFault.getDefaultInstance()).toBuilder()
        .setAbort(FaultAbort.newBuilder().setHttpStatus(status).setPercentage(all))
        .build();
  }

  private static int status(RedirectAction redirect) {
    return switch (redirect.getResponseCode()) {
      case FOUND -> 302;
      case SEE_OTHER -> 303;
      case TEMPORARY_REDIRECT -> 307;
      case PERMANENT_REDIRECT -> 308;
      default -> 301;
    };
  }
}
