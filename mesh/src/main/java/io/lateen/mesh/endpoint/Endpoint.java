// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.base.Copies;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.Comparator;
import java.util.Map;

/**
 * One address of a service port.
 *
 * @param address IP address, host name (DNS resolution) or absolute path of a Unix socket
 * @param port 1 to 65535; 0 for a Unix socket
 * @param labels labels of the workload; subsets select by them
 * @param serviceAccount SPIFFE path {@code ns/NAMESPACE/sa/ACCOUNT}; empty when unknown
 * @param locality {@code region/zone/subzone}; empty when unknown
 * @param network empty for the mesh's only network
 * @param weight 1 when nothing was declared
 * @param hostname name of its own below that of a headless service; empty for none
 * @param node machine it runs on; empty when unknown
 * @param workload the workload behind it: names the metrics; its namespace decides the policies
 */
public record Endpoint(
    String address,
    int port,
    Map<String, String> labels,
    String serviceAccount,
    String locality,
    String network,
    int weight,
    TlsMode tlsMode,
    Health health,
    String hostname,
    String node,
    WorkloadKey workload) {

  /** By address, port and locality: the order in which sets are published. */
  public static final Comparator<Endpoint> ORDER =
      Comparator.comparing(Endpoint::address)
          .thenComparingInt(Endpoint::port)
          .thenComparing(Endpoint::workload);

  public Endpoint {
    labels = Copies.sorted(labels);
  }

  /** This endpoint in that network. */
  public Endpoint in(String otherNetwork) {
    return otherNetwork.equals(network) ? this : with(otherNetwork, weight, health);
  }

  /** This endpoint with another weight. */
  public Endpoint weighing(int otherWeight) {
    return otherWeight == weight ? this : with(network, otherWeight, health);
  }

  /** This endpoint in another state of health. */
  public Endpoint being(Health other) {
    return other == health ? this : with(network, weight, other);
  }

  /** The same endpoint; its account is the very object. */
  @SuppressWarnings("ReferenceEquality") // an equal text is what it is for
  Endpoint of(String account) {
    return account == serviceAccount ? this : with(account, network, weight, health);
  }

  private Endpoint with(String otherNetwork, int otherWeight, Health otherHealth) {
    return with(serviceAccount, otherNetwork, otherWeight, otherHealth);
  }

  private Endpoint with(String account, String otherNetwork, int otherWeight, Health otherHealth) {
    return new Endpoint(
        address,
        port,
        labels,
        account,
        locality,
        otherNetwork,
        otherWeight,
        tlsMode,
        otherHealth,
        hostname,
        node,
        workload);
  }
}
