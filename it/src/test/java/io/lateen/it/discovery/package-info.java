// SPDX-License-Identifier: Apache-2.0
/**
 * The discovery server and a real Envoy, without an agent between them or with an agent's relay:
 * whatever happens to the configuration, to the server and to the agent, Envoy ends with what the
 * server wants. The binary is named by {@code LATEEN_ENVOY}; a test without it fails.
 */
@NullMarked
package io.lateen.it.discovery;

import org.jspecify.annotations.NullMarked;
