// SPDX-License-Identifier: Apache-2.0
/**
 * Gateways with real Envoys in pods of their own. Tests share the demo, whose agent serves the
 * gateways too; each takes away what it made. One test at a time.
 */
@NullMarked
package io.lateen.it.gateway;

import org.jspecify.annotations.NullMarked;
