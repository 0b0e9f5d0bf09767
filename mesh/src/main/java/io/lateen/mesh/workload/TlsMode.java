// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

/** Whether a workload's proxy accepts the mesh's mTLS. */
public enum TlsMode {
  ISTIO,
  DISABLED;

  /** Label that the injector puts on a workload with a proxy (istio/api label/labels.yaml). */
  public static final String LABEL = "security.istio.io/tlsMode";

  /** The mode that {@link #LABEL} states: {@code istio}, else disabled. */
  public static TlsMode labelled(String value) {
    return value.equals("istio") ? ISTIO : DISABLED;
  }
}
