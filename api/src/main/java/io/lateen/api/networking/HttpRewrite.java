// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * Changes path and host before forwarding.
 *
 * @param uri replaces the matched part of the path; empty to keep it
 * @param authority replaces the host header; empty to keep it
 * @param uriRegexRewrite replaces by pattern
 */
public record HttpRewrite(String uri, String authority, Optional<RegexRewrite> uriRegexRewrite) {}
