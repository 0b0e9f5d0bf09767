// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.TypeUrls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes proxies of streams. A proxy has one stream for all types, or several of one type each; for
 * a moment also an older one whose end the server has not noticed.
 */
final class ConnectedProxies {

  /** What replaces a stream: a newer one of the same proxy for the same types. */
  private record Place(String peer, String node, String only) {}

  private static final Comparator<ProxyStatus> AGE = Comparator.comparing(ProxyStatus::connected);

  private ConnectedProxies() {}

  /** One entry per proxy, in the order of their ids. */
  static List<ProxyStatus> of(Collection<AdsStream<?>> streams) {
    return newest(streams).stream()
        .map(OpenStream::status)
        .collect(Collectors.groupingBy(status -> List.of(status.node().peer(), status.node().id())))
        .values()
        .stream()
        .map(ConnectedProxies::joined)
        .sorted(Comparator.comparing(status -> status.node().id()))
        .toList();
  }

  /** Those that no newer one has replaced. */
  static List<OpenStream> newest(Collection<AdsStream<?>> streams) {
    Map<Place, OpenStream> newest = new LinkedHashMap<>();
    for (var stream : streams) {
      stream
          .shown()
          .ifPresent(
              shown -> newest.merge(place(stream, shown.status()), shown, ConnectedProxies::newer));
    }
    return List.copyOf(newest.values());
  }

  private static Place place(AdsStream<?> stream, ProxyStatus status) {
    return new Place(status.node().peer().name(), status.node().id(), stream.only());
  }

  private static OpenStream newer(OpenStream a, OpenStream b) {
    return AGE.compare(a.status(), b.status()) > 0 ? a : b;
  }

  /** The newest stream speaks for the proxy; each type is that of the newest stream that has it. */
  private static ProxyStatus joined(List<ProxyStatus> parts) {
    var byAge = parts.stream().sorted(AGE.reversed()).toList();
    var head = byAge.getFirst();
    if (byAge.size() == 1) {
      return head;
    }
    Map<String, ProxyStatus.Type> types = new LinkedHashMap<>();
    byAge.forEach(part -> part.types().forEach(type -> types.putIfAbsent(type.typeUrl(), type)));
    var inOrder = new ArrayList<>(types.values());
    inOrder.sort(Comparator.comparingInt(type -> TypeUrls.pushRank(type.typeUrl())));
    return new ProxyStatus(
        head.stream(), head.node(), head.connected(), head.delta(), List.copyOf(inOrder));
  }
}
