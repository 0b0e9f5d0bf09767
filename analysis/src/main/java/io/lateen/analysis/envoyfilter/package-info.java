// SPDX-License-Identifier: Apache-2.0
/**
 * Patches of Envoy's configuration that cannot work or may be lost in an upgrade. Called by {@code
 * run}; the patches themselves are not tried. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.envoyfilter;

import org.jspecify.annotations.NullMarked;
