// SPDX-License-Identifier: Apache-2.0
/**
 * Certificates and keys for tests about Secrets, made anew by each process and trusted by nobody.
 * Tests of any module read them as texts. They are never part of a product's jar, and any thread
 * may ask.
 */
@NullMarked
package io.lateen.testkit.pem;

import org.jspecify.annotations.NullMarked;
