// SPDX-License-Identifier: Apache-2.0
/**
 * What ServicePolicies become in Envoy: filters for sessions and limits, defaults of routes
 * (decision 024). Planners put it into their keys, generators into messages. Pure functions; any
 * thread.
 */
@NullMarked
package io.lateen.translate.servicepolicy;

import org.jspecify.annotations.NullMarked;
