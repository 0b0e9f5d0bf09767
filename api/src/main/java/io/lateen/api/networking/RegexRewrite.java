// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * Replaces the parts of a path that match a pattern.
 *
 * @param match RE2 pattern
 * @param rewrite replacement, {@code \\1} for captured groups
 */
public record RegexRewrite(String match, String rewrite) {}
