// SPDX-License-Identifier: Apache-2.0
/**
 * Whether AuthorizationPolicies select workloads that exist and name namespaces that exist. Called
 * by {@code run}; whether a policy lets a call through is not its business. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.authorization;

import org.jspecify.annotations.NullMarked;
