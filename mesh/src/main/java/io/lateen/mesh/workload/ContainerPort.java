// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

/**
 * A port that a container declares.
 *
 * @param name may be empty
 * @param number 1 to 65535
 */
public record ContainerPort(String name, int number) {}
