// SPDX-License-Identifier: Apache-2.0
/**
 * What a Kubernetes cluster does around a mesh: places pods on hosts, names them, gives services
 * their addresses, tells which endpoints are ready. Called by the demo; planning is pure. It
 * decides nothing about traffic: that is the control plane's part.
 */
@NullMarked
package io.lateen.lab.kube;

import org.jspecify.annotations.NullMarked;
