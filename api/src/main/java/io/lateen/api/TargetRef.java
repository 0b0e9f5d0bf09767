// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

/**
 * The object in the same namespace that a policy is attached to (api: type/v1beta1/selector.proto,
 * PolicyTargetReference).
 *
 * @param group API group; empty for the Kubernetes core
 * @param kind kind, as in {@code Gateway} or {@code Service}
 * @param name name of the object
 */
public record TargetRef(String group, String kind, String name) {}
