// SPDX-License-Identifier: Apache-2.0
/**
 * The conformance runner: other people's cases, judged against the product's own operations. Called
 * by {@code ./dev conformance}; every suite reads one folder and answers with cases, and never
 * changes what it reads. Cases are checked on several threads at once, so suites share nothing that
 * changes.
 */
@NullMarked
package io.lateen.conformance;

import org.jspecify.annotations.NullMarked;
