// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.networking.Destination;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.api.networking.RouteDestination;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.OptionalInt;

/** Decodes destinations and their weights. */
final class DestinationDecoder {

  private DestinationDecoder() {}

  static Destination destination(ObjectReader in) {
    var destination = new Destination(in.requiredString("host"), in.string("subset"), port(in));
    in.done();
    var host = destination.host();
    if (host.equals("*")) {
      in.error("host", "* is not a destination");
    } else if (!host.isEmpty()) {
      DnsNames.wildcardNameFault(host).ifPresent(fault -> in.error("host", fault));
    }
    if (!destination.subset().isEmpty()) {
      DnsNames.labelFault(destination.subset()).ifPresent(fault -> in.error("subset", fault));
    }
    return destination;
  }

  /** The destination in the field {@code destination}, which must be there. */
  static Destination required(ObjectReader in) {
    if (!in.has("destination")) {
      in.error("destination", "is required");
    }
    return in.object("destination", DestinationDecoder::destination)
        .orElseGet(() -> new Destination("", "", OptionalInt.empty()));
  }

  /** A port written as {@code {number: 80}}. */
  static OptionalInt port(ObjectReader in) {
    var selector = in.object("port");
    if (selector.isEmpty()) {
      return OptionalInt.empty();
    }
    var number = Checked.port(selector.get(), "number");
    if (!selector.get().has("number")) {
      selector.get().error("number", "is required");
    }
    selector.get().done();
    return number;
  }

  static List<HttpRouteDestination> httpDestinations(ObjectReader in) {
    var routes = in.objects("route", DestinationDecoder::httpDestination);
    checkSum(in, routes.stream().map(HttpRouteDestination::weight).toList());
    return routes;
  }

  private static HttpRouteDestination httpDestination(ObjectReader in) {
    var destination =
        new HttpRouteDestination(required(in), weight(in), HeaderRulesDecoder.read(in));
    in.done();
    return destination;
  }

  static List<RouteDestination> destinations(ObjectReader in) {
    var routes = in.objects("route", DestinationDecoder::routeDestination);
    checkSum(in, routes.stream().map(RouteDestination::weight).toList());
    return routes;
  }

  private static RouteDestination routeDestination(ObjectReader in) {
    var destination = new RouteDestination(required(in), weight(in));
    in.done();
    return destination;
  }

  private static int weight(ObjectReader in) {
    return Checked.count(in, "weight");
  }

  private static void checkSum(ObjectReader in, List<Integer> weights) {
    var sum = weights.stream().mapToLong(Integer::longValue).sum();
    if (weights.size() > 1 && sum == 0) {
      in.error("route", "the weights add up to 0, so nothing could be forwarded");
    }
    if (sum > Integer.MAX_VALUE) {
      in.error("route", "the weights add up to more than " + Integer.MAX_VALUE);
    }
  }
}
