// SPDX-License-Identifier: Apache-2.0
/**
 * Kubernetes Services: names of ports, and addresses that several hosts share. Called by {@code
 * run}; looks at one Service at a time where it can. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.service;

import org.jspecify.annotations.NullMarked;
