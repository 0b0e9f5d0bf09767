// SPDX-License-Identifier: Apache-2.0
/**
 * A whole mesh on one machine: hosts as network namespaces, the sample application, traffic, faults
 * and proofs. Called by the command line ({@code lateen demo}) and by end-to-end tests. It plays
 * the parts that surround a mesh (scheduler, kubelet, network, users) and never does the mesh's own
 * job; it owns what it creates and nothing else on the machine.
 */
@NullMarked
package io.lateen.lab;

import org.jspecify.annotations.NullMarked;
