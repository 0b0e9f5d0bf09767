// SPDX-License-Identifier: Apache-2.0
/**
 * The form of the audit log: records, the hashes that chain them, signed heads, and the text format
 * of sealed segments. The store writes it in the transaction of the change, and the control plane's
 * verifier reads it, also from a copied file. Pure values and functions, safe on any thread.
 */
@NullMarked
package io.lateen.sourcestore.audit;

import org.jspecify.annotations.NullMarked;
