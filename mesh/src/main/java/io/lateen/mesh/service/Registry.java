// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

/** Which kind of object declared a service; a Kubernetes Service wins over a ServiceEntry. */
public enum Registry {
  KUBERNETES,
  SERVICE_ENTRY
}
