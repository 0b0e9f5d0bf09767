// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;

/**
 * The listener of one name that calls may have as their target.
 *
 * @param resourceName {@code HOST:PORT} as the application writes it
 * @param routes name of its route configuration
 */
public record ApiListenerKey(String resourceName, String routes, Provenance provenance)
    implements ResourceKey {}
