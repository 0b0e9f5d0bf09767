// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes Service (v1).
 *
 * @param type how it is reached
 * @param clusterIps virtual addresses, IPv4 or IPv6; empty when headless or not assigned yet
 * @param headless whether the author asked for no virtual address ({@code clusterIP: None})
 * @param externalName the name it stands for, only for {@link Type#EXTERNAL_NAME}; else empty
 * @param externalIps further addresses
 * @param loadBalancerAddresses addresses and names of its load balancer, from the status
 * @param selector labels of its pods; empty when endpoints are written by hand
 * @param ports its ports
 * @param publishNotReadyAddresses whether endpoints count before they are ready
 * @param internalTrafficPolicy {@code Cluster} or {@code Local}; empty stands for Cluster
 * @param trafficDistribution preference by place, as in {@code PreferClose}; empty for none
 */
public record Service(
    Type type,
    List<String> clusterIps,
    boolean headless,
    String externalName,
    List<String> externalIps,
    List<String> loadBalancerAddresses,
    Map<String, String> selector,
    List<ServicePort> ports,
    boolean publishNotReadyAddresses,
    String internalTrafficPolicy,
    String trafficDistribution)
    implements Spec {

  /** Copies the collections. */
  public Service {
    clusterIps = List.copyOf(clusterIps);
    externalIps = List.copyOf(externalIps);
    loadBalancerAddresses = List.copyOf(loadBalancerAddresses);
    selector = Copies.sorted(selector);
    ports = List.copyOf(ports);
  }

  /** How a service is reached. */
  public enum Type {
    /** By its virtual address. */
    CLUSTER_IP,
    /** Also by a port of every machine. */
    NODE_PORT,
    /** Also by a load balancer. */
    LOAD_BALANCER,
    /** It is another name of a host. */
    EXTERNAL_NAME
  }
}
