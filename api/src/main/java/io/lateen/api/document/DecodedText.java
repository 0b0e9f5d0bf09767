// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.base.problem.Problems;

/**
 * What is to be said of a text whose objects were handed over one by one.
 *
 * @param problems everything that is wrong, as in {@link DecodedDocuments}
 * @param complete whether the text could be read to its end, as there
 */
public record DecodedText(Problems problems, boolean complete) {}
