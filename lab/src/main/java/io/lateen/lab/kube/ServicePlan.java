// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.kubernetes.Service;

/**
 * One service with its address.
 *
 * @param clusterIp its virtual address; empty when headless or an external name
 * @param json the document as the user gave it
 */
public record ServicePlan(
    String namespace, String name, Service service, String clusterIp, String json) {}
