// SPDX-License-Identifier: Apache-2.0
/**
 * Istio's wire names, spelled once with their source. Called by planners and generators wherever a
 * name leaves this module. Holds constants and name composition only and runs on any thread.
 */
@NullMarked
package io.lateen.translate.name;

import org.jspecify.annotations.NullMarked;
