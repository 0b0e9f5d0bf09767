// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.translate.EncodedResource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds which virtual hosts of a refused route configuration Envoy's words are about: by their
 * place ({@code VirtualHosts[3]: … Routes[0]}, protoc-gen-validate), by their name, or by a domain
 * ({@code Duplicate entry of domain x}, source/common/router/config_impl.cc).
 */
final class RefusedHosts {

  private static final Pattern PLACE =
      Pattern.compile("VirtualHosts\\[(\\d{1,6})](?:[^|]*\\|[^|]*Routes\\[(\\d{1,6})])?");

  private static final String ALL = "*";

  private RefusedHosts() {}

  /**
   * Parts of the resource's provenance, {@code HOST} or {@code HOST#ROUTE}; none when the words do
   * not say.
   *
   * @param words without the configuration that Envoy repeats
   */
  static List<String> parts(EncodedResource routes, String words) {
    List<VirtualHost> hosts;
    try {
      hosts = RouteConfiguration.parseFrom(routes.bytes()).getVirtualHostsList();
    } catch (InvalidProtocolBufferException e) {
      return List.of();
    }
    var place = PLACE.matcher(words);
    if (place.find()) {
      int index = Integer.parseInt(place.group(1));
      var route = place.group(2);
      return index >= hosts.size()
          ? List.of()
          : List.of(hosts.get(index).getName() + (route == null ? "" : "#" + route));
    }
    return hosts.stream()
        .filter(host -> names(host).anyMatch(name -> occurs(name, words)))
        .map(VirtualHost::getName)
        .toList();
  }

  private static Stream<String> names(VirtualHost host) {
    return Stream.concat(Stream.of(host.getName()), host.getDomainsList().stream())
        .filter(name -> !name.equals(ALL) && !name.isEmpty());
  }

  private static boolean occurs(String name, String words) {
    for (int at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + 1)) {
      int end = at + name.length();
      var begins = at == 0 || !inName(words.charAt(at - 1));
      var ends =
          end == words.length()
              || !inName(words.charAt(end))
              || (words.charAt(end) == '.' && words.startsWith(" ", end + 1));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  private static boolean inName(char c) {
    return Character.isLetterOrDigit(c) || ".-_:*".indexOf(c) >= 0;
  }
}
