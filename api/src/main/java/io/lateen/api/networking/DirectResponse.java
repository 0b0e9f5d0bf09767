// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * Answers without asking anybody.
 *
 * @param status HTTP status, 200 to 599, which is what Envoy accepts
 * @param body what to send with it
 */
public record DirectResponse(int status, Optional<ResponseBody> body) {}
