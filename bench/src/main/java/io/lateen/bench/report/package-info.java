// SPDX-License-Identifier: Apache-2.0
/** Figures and how they are printed. Used by every suite. Holds no state between figures. */
package io.lateen.bench.report;
