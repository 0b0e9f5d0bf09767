// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.policy;

import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.LocalityLb;
import io.lateen.api.networking.LocalityLb.Failover;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.api.networking.ZoneAwareLb;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Preference;
import io.lateen.translate.view.PlaceLabels;
import io.lateen.translate.view.ProxyView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of the settings about places counts: those of the DestinationRule, else the preference of
 * the Service, else those of the mesh (Istio: core/loadbalancer GetEffectiveLbSetting).
 */
public final class PlacePolicy {

  private static final List<String> SAME_ZONE =
      List.of(PlaceLabels.NETWORK, PlaceLabels.REGION, PlaceLabels.ZONE);
  private static final List<String> SAME_NODE =
      List.of(
          PlaceLabels.NETWORK,
          PlaceLabels.REGION,
          PlaceLabels.ZONE,
          PlaceLabels.SUBZONE,
          PlaceLabels.HOSTNAME);

  /** Settings with a flag that says whether they work without outlier detection. */
  private sealed interface Settings {

    record None() implements Settings {}

    record Places(LocalityLb settings, boolean forced) implements Settings {}

    record Zones(ZoneAwareLb settings) implements Settings {}
  }

  private final Settings settings;
  private final boolean noticesFailures;

  private PlacePolicy(Settings settings, boolean noticesFailures) {
    this.settings = settings;
    this.noticesFailures = noticesFailures;
  }

  /** What counts for a service under the policy of one of its ports. */
  public static PlacePolicy of(ProxyView view, MeshService service, TrafficPolicy policy) {
    return new PlacePolicy(
        settings(view, service, policy.loadBalancer()), policy.outlierDetection().isPresent());
  }

  private static Settings settings(
      ProxyView view, MeshService service, Optional<LoadBalancer> balancer) {
    var zones = balancer.flatMap(LoadBalancer::zoneAwareLb);
    if (zones.isPresent()) {
      return new Settings.Zones(zones.get());
    }
    var places = balancer.flatMap(LoadBalancer::localityLb);
    if (places.isPresent()) {
      return enabled(places.get());
    }
    if (service.preference() != Preference.ANY) {
      var closeness = service.preference() == Preference.SAME_ZONE ? SAME_ZONE : SAME_NODE;
      return new Settings.Places(
          new LocalityLb(List.of(), List.of(), closeness, Optional.of(true)), true);
    }
    var ofMesh = view.mesh().traffic().zoneAwareLb();
    return ofMesh.isPresent()
        ? new Settings.Zones(ofMesh.get())
        : enabled(view.mesh().localityLb());
  }

  private static Settings enabled(LocalityLb places) {
    return places.enabled().orElse(true) ? new Settings.Places(places, false) : new Settings.None();
  }

  /** Whether an order of places is asked for that has no effect without outlier detection. */
  boolean waitsForOutlierDetection() {
    return !noticesFailures
        && settings instanceof Settings.Places(var places, var forced)
        && !forced
        && places.distribute().isEmpty();
  }

  /** How the cluster weighs places. */
  public PlaceWeights weights() {
    return switch (settings) {
      case Settings.None() -> PlaceWeights.NONE;
      case Settings.Places(var places, var forced) -> {
        boolean ordered = !places.failover().isEmpty() || !places.failoverPriority().isEmpty();
        yield !places.distribute().isEmpty() || ((forced || noticesFailures) && ordered)
            ? PlaceWeights.WRITTEN
            : PlaceWeights.NONE;
      }
      case Settings.Zones(var zones) ->
          new PlaceWeights(
              zones.enabled().orElse(true) ? PlaceWeights.Kind.ZONE : PlaceWeights.Kind.NO_ZONE,
              zones.minClusterSize());
    };
  }

  /**
   * How the assignment is spread; empty when all places are alike. Without outlier detection
   * nothing would ever fail over, so that only shares and forced preferences count then.
   */
  public Optional<Spread> spread(ProxyView view) {
    return switch (settings) {
      case Settings.None() -> Optional.empty();
      case Settings.Places(var places, _) when !places.distribute().isEmpty() ->
          Optional.of(
              new Spread(
                  view.locality(),
                  places.distribute(),
                  List.of(),
                  Map.of(),
                  List.of(),
                  Spread.Rank.NONE));
      case Settings.Places(var places, var forced) -> {
        if (!forced && !noticesFailures) {
          yield Optional.empty();
        }
        boolean byPlace = places.failoverPriority().isEmpty() || !places.failover().isEmpty();
        yield Optional.of(
            ordered(
                view,
                places.failoverPriority(),
                places.failover(),
                byPlace ? Spread.Rank.PLACE : Spread.Rank.NONE));
      }
      case Settings.Zones(var zones) ->
          zones.enabled().orElse(true)
              ? Optional.of(
                  ordered(view, zones.failoverPriority(), zones.failover(), Spread.Rank.REGION))
              : Optional.empty();
    };
  }

  private static Spread ordered(
      ProxyView view, List<String> closeness, List<Failover> failover, Spread.Rank rank) {
    var own = new TreeMap<String, String>();
    for (var label : closeness) {
      int equals = label.indexOf('=');
      var name = equals < 0 ? label : label.substring(0, equals);
      own.put(name, equals < 0 ? view.label(name) : label.substring(equals + 1));
    }
    return new Spread(
        rank == Spread.Rank.NONE ? "" : view.locality(),
        List.of(),
        List.copyOf(closeness.stream().map(label -> label.split("=", 2)[0]).toList()),
        own,
        failover,
        rank);
  }
}
