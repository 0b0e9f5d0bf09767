// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import io.lateen.base.decode.Mark;

/**
 * One thing that is wrong with a tree that should be a message.
 *
 * @param mark where in the document
 * @param path field inside the tree, as in {@code typed_config.token_bucket}
 * @param reason one sentence without a full stop
 * @param fix the remedy; empty when the reason names it
 * @param refuses whether the tree cannot be used; else only this field is left out
 */
public record Fault(Mark mark, String path, String reason, String fix, boolean refuses) {}
