// SPDX-License-Identifier: Apache-2.0
/**
 * Whether tokens are checked where routes rely on them, and keys fetched from where they may be.
 * Called by {@code run}; looks at RequestAuthentications, routes, gateways and istiod's own
 * Deployment. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.authentication;

import org.jspecify.annotations.NullMarked;
