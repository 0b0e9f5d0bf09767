// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.forward;

import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.view.IpFamilies;
import java.util.OptionalInt;

/**
 * Answers of DNS that a cluster shares with the filters before it: Envoy knows them by name, and
 * wants the very same settings wherever the name occurs.
 *
 * @param families of addresses to which names are resolved
 * @param maxHosts most names kept; absent for Envoy's default of 1024
 */
public record DnsCache(String name, IpFamilies families, OptionalInt maxHosts) {

  /** Suffix of the cache of a service (Istio: model/service.go BuildDNSCacheName). */
  private static final String OF_SERVICE = "_dfp_dns_cache";

  /** Name of the cache of all other hosts (Istio: networking/util/util.go). */
  private static final String OF_ANY = "allow_any_dfp_dns_cache";

  /** Names in the cache of all other hosts (Istio: PILOT_ALLOW_ANY_DYNAMIC_DNS_MAX_HOSTS). */
  private static final int MAX_ANY_HOSTS = 1024;

  /** The cache of a service with a pattern as its host. */
  public static DnsCache of(MeshService service, IpFamilies families) {
    return new DnsCache(nameOf(service.hostname()), families, OptionalInt.empty());
  }

  /** The name of the cache of such a service. */
  public static String nameOf(String hostname) {
    return hostname + OF_SERVICE;
  }

  /** The cache of hosts that no service names. */
  public static DnsCache ofAny(IpFamilies families) {
    return new DnsCache(OF_ANY, families, OptionalInt.of(MAX_ANY_HOSTS));
  }

  /** Whether the proxy resolves the service's hosts request by request. */
  public static boolean isFor(MeshService service) {
    return service.resolution() == Resolution.DYNAMIC_DNS && service.isWildcard();
  }

  /** Whether the host is told by a request or a server name, so that it can be resolved. */
  public static boolean isFor(ServicePort port) {
    return switch (port.protocol()) {
      case HTTP, HTTP2, GRPC, TLS -> true;
      case GRPC_WEB, HTTP_PROXY, HTTPS, TCP, UDP, MONGO, REDIS, MYSQL, AUTO -> false;
    };
  }

  /** Whether that protocol tells the host by its server name. */
  public static boolean byServerName(Protocol protocol) {
    return protocol == Protocol.TLS;
  }
}
