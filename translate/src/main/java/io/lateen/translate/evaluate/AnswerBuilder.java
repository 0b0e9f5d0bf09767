// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.evaluate.Step.Place;
import io.lateen.translate.evaluate.Step.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer while the call is on its way. */
final class AnswerBuilder {

  private String listener = "";
  private String filterChain = "";
  private String routeConfig = "";
  private String virtualHost = "";
  private String route = "";
  private List<Answer.Share> clusters = List.of();
  private List<Answer.Target> endpoints = List.of();
  private Optional<Failure> error = Optional.empty();
  private final List<PolicyDecision> policies = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  void listener(Listener found, String why) {
    listener = found.getName();
    step(What.LISTENER, listener, new Place(ResourceTypes.LISTENER, listener, "", ""), why);
  }

  void filterChain(String name, Place place, String why) {
    filterChain = name;
    step(What.FILTER_CHAIN, name, place, why);
  }

  void routeConfig(String name, Place place, String why) {
    routeConfig = name;
    step(What.ROUTE_CONFIG, name, place, why);
  }

  void virtualHost(String name, Place place, String why) {
    virtualHost = name;
    step(What.VIRTUAL_HOST, name, place, why);
  }

  void route(String name, Place place, String why) {
    route = name;
    step(What.ROUTE, name, place, why);
  }

  void clusters(List<Answer.Share> found) {
    clusters = found;
  }

  void endpoints(List<Answer.Target> found) {
    endpoints = found;
  }

  void policy(PolicyDecision decision, Place place, String why) {
    policies.add(decision);
    step(What.POLICY, decision.filter(), place, why);
  }

  void step(What what, String name, Place place, String why) {
    steps.add(new Step(what, name, place, why));
  }

  void fail(Failure failure, What where, Place place, String why) {
    error = Optional.of(failure);
    step(where, "", place, why);
  }

  Answer build() {
    return new Answer(
        listener,
        filterChain,
        routeConfig,
        virtualHost,
        route,
        clusters.size() == 1 ? clusters.getFirst().cluster() : "",
        clusters,
        endpoints,
        error,
        policies,
        steps);
  }
}
