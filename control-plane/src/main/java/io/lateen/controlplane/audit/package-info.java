// SPDX-License-Identifier: Apache-2.0
/**
 * Signs the heads of the audit log and proves a copy of it: every altered, removed, moved or
 * missing record is named. The store asks for signatures; the command line verifies, without a
 * control plane. Verification is a pure function of the text and the roots that are trusted.
 */
@NullMarked
package io.lateen.controlplane.audit;

import org.jspecify.annotations.NullMarked;
