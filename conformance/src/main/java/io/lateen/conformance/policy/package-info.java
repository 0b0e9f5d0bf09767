// SPDX-License-Identifier: Apache-2.0
/**
 * Judges what policies and ingresses become: filters that equal Istio's, and the same gateway as
 * from the objects that Istio makes of an ingress. Called by the runner, which hands in the
 * collection. Translates with the product's own operations and compares by the oracle's rules.
 */
@NullMarked
package io.lateen.conformance.policy;

import org.jspecify.annotations.NullMarked;
