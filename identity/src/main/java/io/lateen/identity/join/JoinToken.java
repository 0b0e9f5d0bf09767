// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import io.lateen.identity.secret.SecretText;
import java.time.Instant;

/**
 * A fresh invitation for one node. The text is shown once and cannot be found out again.
 *
 * @param node the only node that it admits
 * @param text what the node sends
 * @param expires from then on it admits nobody
 */
public record JoinToken(String node, SecretText text, Instant expires) {}
