// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

/**
 * A pod's connection to its host.
 *
 * @param namespace network namespace of the pod
 * @param address IPv4 address inside it
 * @param host number of the host, counted from 1
 */
public record Cable(String namespace, String address, int host) {}
