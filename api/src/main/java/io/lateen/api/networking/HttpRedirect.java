// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers with a redirection.
 *
 * @param uri new path; empty to keep the path
 * @param authority new host; empty to keep the host
 * @param port new port
 * @param derivePort where the port comes from when {@code port} is absent
 * @param scheme new scheme, {@code http} or {@code https}; empty to keep it
 * @param redirectCode 301, 302, 303, 307 or 308; 0 stands for 301
 * @param prefixRewrite replaces the matched prefix of the path; empty for none
 */
public record HttpRedirect(
    String uri,
    String authority,
    OptionalInt port,
    Optional<RedirectPort> derivePort,
    String scheme,
    int redirectCode,
    String prefixRewrite) {}
