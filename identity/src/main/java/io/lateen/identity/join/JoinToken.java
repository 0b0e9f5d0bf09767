// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import io.lateen.identity.secret.SecretText;
import java.time.Instant;

/**
 * A join token that was issued just now; its text is not kept anywhere.
 *
 * @param invitation what it stands for
 * @param text what is sent to join
 * @param expires from then on it admits nobody
 */
public record JoinToken(Invitation invitation, SecretText text, Instant expires) {}
