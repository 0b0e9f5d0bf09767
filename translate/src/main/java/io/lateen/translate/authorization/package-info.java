// SPDX-License-Identifier: Apache-2.0
/**
 * AuthorizationPolicies as Envoy's RBAC and external-authorization filters, with Istio's names and
 * order. The inbound and gateway planners reduce policies to an {@code Authorization}, generators
 * ask it for filters. A value of a policy becomes a typed matcher and is quoted where Envoy has
 * only expressions; no state, safe on any thread.
 */
@NullMarked
package io.lateen.translate.authorization;

import org.jspecify.annotations.NullMarked;
