// SPDX-License-Identifier: Apache-2.0
/**
 * What an analysis is made of: an analyzer looks at all objects and reports findings, each with a
 * code, a level, the object, the place and where possible a fix. The packages below are one subject
 * each; {@code run} puts them together for the command line, the benchmark and the conformance
 * runner. Pure and without threads; a finding never changes what is published.
 */
@NullMarked
package io.lateen.analysis;

import org.jspecify.annotations.NullMarked;
