// SPDX-License-Identifier: Apache-2.0
/**
 * Runs analyzers over an input and returns sorted findings. Called by the command line, the
 * benchmark and the conformance runner; it is the only package that knows every analyzer. Pure; an
 * analyzer that fails becomes a finding and does not stop the others.
 */
@NullMarked
package io.lateen.analysis.run;

import org.jspecify.annotations.NullMarked;
