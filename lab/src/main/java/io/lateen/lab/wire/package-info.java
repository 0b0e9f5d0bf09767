// SPDX-License-Identifier: Apache-2.0
/**
 * What really passes a cable: frames are read with a raw socket and looked at for TLS and for
 * plaintext. Called by proofs. The reading is one thread inside a namespace; the parsing is pure
 * and believes nothing it is given.
 */
@NullMarked
package io.lateen.lab.wire;

import org.jspecify.annotations.NullMarked;
