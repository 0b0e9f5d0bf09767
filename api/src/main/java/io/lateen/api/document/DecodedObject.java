// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problems;
import java.util.Optional;

/**
 * One object of a text, good or bad.
 *
 * @param object the object; absent when it has errors
 * @param key its identity
 * @param json the document as JSON on one line, with its namespace filled in, for stores
 * @param problems what is wrong with it
 */
public record DecodedObject(
    Optional<ConfigObject<?>> object, ObjectKey key, String json, Problems problems) {}
