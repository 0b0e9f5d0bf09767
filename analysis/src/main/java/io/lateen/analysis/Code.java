// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import static io.lateen.analysis.Level.ERROR;
import static io.lateen.analysis.Level.INFO;
import static io.lateen.analysis.Level.WARNING;

import java.util.Locale;

/**
 * The codes of findings. {@code IST} codes and their levels are Istio's (istio/istio
 * pkg/config/analysis/msg/messages.yaml); {@code LTN} codes are ours (docs/analysis.md).
 */
public enum Code {
  INTERNAL_ERROR("IST0001", ERROR),
  DEPRECATED("IST0002", WARNING),
  REFERENCED_RESOURCE_NOT_FOUND("IST0101", ERROR),
  NAMESPACE_NOT_INJECTED("IST0102", INFO),
  POD_MISSING_PROXY("IST0103", WARNING),
  SCHEMA_VALIDATION_ERROR("IST0106", ERROR),
  MISPLACED_ANNOTATION("IST0107", WARNING),
  UNKNOWN_ANNOTATION("IST0108", WARNING),
  CONFLICTING_MESH_GATEWAY_HOSTS("IST0109", ERROR),
  CONFLICTING_SIDECAR_SELECTORS("IST0110", ERROR),
  MULTIPLE_SIDECARS_WITHOUT_SELECTORS("IST0111", ERROR),
  DESTINATION_PORT_REQUIRED("IST0112", ERROR),
  DEPLOYMENT_OF_MULTIPLE_SERVICES("IST0116", WARNING),
  PORT_NAME_CONVENTION("IST0118", INFO),
  NAMESPACE_MULTIPLE_INJECTION_LABELS("IST0123", WARNING),
  INVALID_ANNOTATION("IST0125", WARNING),
  UNKNOWN_NETWORK_REGISTRY("IST0126", ERROR),
  NO_MATCHING_WORKLOADS("IST0127", WARNING),
  NO_SERVER_VERIFICATION_DESTINATION("IST0128", WARNING),
  NO_SERVER_VERIFICATION_PORT("IST0129", WARNING),
  UNREACHABLE_RULE("IST0130", WARNING),
  INEFFECTIVE_MATCH("IST0131", INFO),
  HOST_NOT_FOUND_IN_GATEWAY("IST0132", WARNING),
  SCHEMA_WARNING("IST0133", WARNING),
  SERVICE_ENTRY_ADDRESSES_REQUIRED("IST0134", WARNING),
  DEPRECATED_ANNOTATION("IST0135", INFO),
  ALPHA_ANNOTATION("IST0136", INFO),
  DEPLOYMENT_CONFLICTING_PORTS("IST0137", WARNING),
  GATEWAY_DUPLICATE_CERTIFICATE("IST0138", WARNING),
  INVALID_WEBHOOK("IST0139", ERROR),
  INGRESS_RULES_NOT_AFFECTED("IST0140", WARNING),
  INVALID_APPLICATION_UID("IST0144", WARNING),
  CONFLICTING_GATEWAYS("IST0145", ERROR),
  IMAGE_AUTO_WARNING("IST0146", WARNING),
  IMAGE_AUTO_ERROR("IST0147", ERROR),
  NAMESPACE_INJECTED_BY_DEFAULT("IST0148", INFO),
  JWT_ROUTING_WITHOUT_AUTHENTICATION("IST0149", ERROR),
  EXTERNAL_NAME_PORT_NAME("IST0150", WARNING),
  ENVOY_FILTER_RELATIVE_OPERATION("IST0151", WARNING),
  ENVOY_FILTER_REPLACE("IST0152", ERROR),
  ENVOY_FILTER_ADD("IST0153", ERROR),
  ENVOY_FILTER_REMOVE("IST0154", ERROR),
  ENVOY_FILTER_RELATIVE_WITH_VERSION("IST0155", WARNING),
  INVALID_TELEMETRY_PROVIDER("IST0157", WARNING),
  PROXY_IMAGE_MISMATCH("IST0158", WARNING),
  CONFLICTING_TELEMETRY_SELECTORS("IST0159", ERROR),
  MULTIPLE_TELEMETRIES_WITHOUT_SELECTORS("IST0160", ERROR),
  INVALID_GATEWAY_CREDENTIAL("IST0161", ERROR),
  GATEWAY_PORT_NOT_ON_SERVICE("IST0162", WARNING),
  INVALID_EXTERNAL_CONTROL_PLANE("IST0163", WARNING),
  EXTERNAL_CONTROL_PLANE_IS_ADDRESS("IST0164", INFO),
  REFERENCED_INTERNAL_GATEWAY("IST0165", WARNING),
  INEFFECTIVE_SELECTOR("IST0166", WARNING),
  INEFFECTIVE_POLICY("IST0167", WARNING),
  INCONSISTENT_SERVICE("IST0170", WARNING),
  NEGATIVE_CONDITION("IST0171", WARNING),
  SUBSET_WITHOUT_PODS("IST0173", ERROR),
  UNKNOWN_RULE_HOST("IST0174", WARNING),
  JWKS_FETCH_UNRESTRICTED("IST0175", WARNING),
  CRD_BELOW_MINIMUM("IST0176", WARNING),
  CONFLICTING_SERVICE_ENTRY_PROTOCOL("IST0177", WARNING),

  /** A document that cannot be read; all others are analyzed. */
  UNREADABLE("LTN0001", ERROR),
  /** The same object is written twice. */
  WRITTEN_TWICE("LTN0002", WARNING),
  /** A Kubernetes object that the mesh cannot read. */
  UNUSABLE_KUBERNETES_OBJECT("LTN0003", WARNING),
  /** Locality failover that never happens for lack of outlier detection. */
  FAILOVER_WITHOUT_OUTLIER_DETECTION("LTN0101", WARNING),
  /** A VirtualService that loses a host of a gateway to an older one. */
  GATEWAY_HOST_LOST("LTN0102", WARNING),
  /** A route that an earlier and wider one of the same VirtualService takes all requests from. */
  SHADOWED_ROUTE("LTN0103", WARNING),
  /** Two hosts that share an address and a port on which only the address tells them apart. */
  OVERLAPPING_ADDRESSES("LTN0104", WARNING),
  /** Two DestinationRules for one host of which one loses its traffic policy. */
  RULE_POLICY_LOST("LTN0105", WARNING),
  /** A RequestAuthentication beside which no rule demands a token. */
  TOKEN_NOT_DEMANDED("LTN0106", WARNING);

  private static final String ISTIO_PAGES =
      "https://istio.io/latest/docs/reference/config/analysis/";
  private static final String OWN_PAGE = "docs/analysis.md#";

  private final String id;
  private final Level level;

  Code(String id, Level level) {
    this.id = id;
    this.level = level;
  }

  /** The code in reports. */
  public String id() {
    return id;
  }

  /** How bad such findings are. */
  public Level level() {
    return level;
  }

  /** Where it is explained: a page of Istio's, or a place in our documents. */
  public String documentation() {
    var anchor = id.toLowerCase(Locale.ROOT);
    return id.startsWith("IST") ? ISTIO_PAGES + anchor + "/" : OWN_PAGE + anchor;
  }
}
