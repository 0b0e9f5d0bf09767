// SPDX-License-Identifier: Apache-2.0
/**
 * What telemetry and extensions add to listeners that were generated: access logs, traces, filters.
 * Called once per proxy, before patches. Decides where in a chain a thing belongs, not what it is;
 * sees nothing but listeners and additions, and runs on any thread.
 */
@NullMarked
package io.lateen.translate.adorn;

import org.jspecify.annotations.NullMarked;
