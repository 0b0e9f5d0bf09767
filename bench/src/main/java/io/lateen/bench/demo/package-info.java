// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the one-machine mesh as a user starts it: start times, memory, how soon a change is
 * acknowledged, what a request costs on its way. Runs {@code ./lateen demo} as a process of its own
 * and takes it down at the end. Needs root.
 */
package io.lateen.bench.demo;
