// SPDX-License-Identifier: Apache-2.0
/**
 * Programs that measure Lateen and the floors it is compared with, and print one JSON line per
 * figure. {@code ./dev bench} starts them; docs/performance.md says what the figures mean. They run
 * for real on the machine at hand and assert nothing.
 */
package io.lateen.bench;
