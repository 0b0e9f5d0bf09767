// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import io.lateen.controlplane.node.SigningLanes.Lane;
import io.lateen.identity.SpiffeId;
import java.util.Optional;

/**
 * Who asks for a certificate, as it has proved.
 *
 * @param id its identity
 * @param lane whether it has a certificate already
 * @param node the node for whose workloads it may ask; empty for its own identity alone
 * @param proof in one word: certificate, join-token or token-review
 */
record Caller(SpiffeId id, Lane lane, Optional<String> node, String proof) {}
