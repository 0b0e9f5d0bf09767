// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Spec;
import java.util.List;

/**
 * TLS from gateways and sidecars to a backend (gateway-api: apis/v1/backendtlspolicy_types.go).
 *
 * @param targets Services or ServiceEntries of its own namespace
 * @param hostname server name to ask for, which the certificate must have
 * @param subjectAltNames names of which the certificate must have one instead; may be empty
 * @param authorities ConfigMaps with the authorities; empty for those of the system
 */
public record BackendTlsPolicy(
    List<Target> targets,
    String hostname,
    List<String> subjectAltNames,
    List<ObjectRef> authorities)
    implements Spec {

  /**
   * What the policy is for.
   *
   * @param object its namespace is empty
   * @param section name of the only port; empty for all
   * @param line 1-based line on which the reference begins; 0 when unknown
   */
  public record Target(ObjectRef object, String section, int line) {}

  /** Copies the collections. */
  public BackendTlsPolicy {
    targets = List.copyOf(targets);
    subjectAltNames = List.copyOf(subjectAltNames);
    authorities = List.copyOf(authorities);
  }
}
