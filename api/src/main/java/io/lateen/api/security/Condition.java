// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

/**
 * A further condition of a rule (api: security/v1beta1/authorization_policy.proto, Condition).
 *
 * @param key attribute, as in {@code request.headers[x-token]} or {@code source.ip}
 * @param values its values
 * @param line 1-based line of the document
 */
public record Condition(String key, Values values, int line) {}
