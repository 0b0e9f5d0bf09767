// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A mesh in which each proxy sees 20 services: ten of its group, which ten proxies see, and ten
 * that everybody sees. Groups are labels of pods, with a Sidecar each.
 *
 * @param services how many there are; beyond those of the groups and the common ones nobody sees
 *     them
 */
record ScopedMesh(int services) {

  /** As many services as somebody sees. */
  static final ScopedMesh SMALL = new ScopedMesh(1_010);

  /** Ten times as many, of which proxies see no more. */
  static final ScopedMesh LARGE = new ScopedMesh(10_000);

  /** Services with a proxy each; they make the groups. */
  static final int PROXIES = 1_000;

  /** Services that everybody sees, the last ones. */
  static final int COMMON = 10;

  /** Proxies of a group, one for each of its services. */
  static final int GROUP = 10;

  private static final int NAMESPACES = 20;
  private static final int GROUPS_PER_NAMESPACE = PROXIES / NAMESPACES / GROUP;
  private static final Pattern NAMESPACE =
      Pattern.compile("kind: Namespace\nmetadata: \\{name: ns-(\\d+)}");
  private static final Pattern POD =
      Pattern.compile("kind: Pod\nmetadata: \\{name: svc-(\\d+)-(\\d+)");
  private static final Pattern NODE = Pattern.compile("nodeName: node-\\d+");

  /** The proxies, each with the first endpoint of its service. */
  static List<Seat> seats() {
    return seats(0);
  }

  /** The proxies of an endpoint of every service; they run on the node of the endpoint's number. */
  static List<Seat> seats(int endpoint) {
    return IntStream.range(0, PROXIES).mapToObj(service -> new Seat(service, endpoint)).toList();
  }

  /** How many proxies of {@link #seats()} see a service that somebody sees. */
  static int watchers(int service) {
    return service < PROXIES ? GROUP : PROXIES;
  }

  /** A service that everybody sees. */
  int common(int number) {
    return services - COMMON + number % COMMON;
  }

  /** Adds Sidecars to namespaces, groups to pods, and puts pods on as many nodes as endpoints. */
  String change(String document) {
    var namespace = NAMESPACE.matcher(document);
    if (namespace.find()) {
      return document + sidecars(Integer.parseInt(namespace.group(1)));
    }
    var pod = POD.matcher(document);
    if (!pod.find()) {
      return document;
    }
    var group = groupOf(Integer.parseInt(pod.group(1)));
    var labelled = document.replace("labels: {", "labels: {group: g" + group + ", ");
    return NODE.matcher(labelled).replaceFirst("nodeName: node-" + pod.group(2));
  }

  private static int groupOf(int service) {
    return service / NAMESPACES / GROUP;
  }

  private String sidecars(int namespace) {
    var all = new StringBuilder();
    for (int group = 0; group < GROUPS_PER_NAMESPACE; group++) {
      all.append(
          """
          ---
          apiVersion: networking.istio.io/v1
          kind: Sidecar
          metadata: {name: group-%d, namespace: ns-%d}
          spec:
            workloadSelector: {labels: {group: g%d}}
            egress:
            - hosts: [%s]
          """
              .formatted(group, namespace, group, String.join(", ", hosts(namespace, group))));
    }
    return all.toString();
  }

  private List<String> hosts(int namespace, int group) {
    var hosts = new ArrayList<String>();
    for (int member = 0; member < GROUP; member++) {
      hosts.add(host(NAMESPACES * (GROUP * group + member) + namespace));
    }
    for (int service = services - COMMON; service < services; service++) {
      hosts.add(host(service));
    }
    return hosts;
  }

  private static String host(int service) {
    return Seat.namespace(service) + "/" + Seat.host(service);
  }
}
