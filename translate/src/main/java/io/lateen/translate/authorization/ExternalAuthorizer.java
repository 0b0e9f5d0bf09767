// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.lateen.api.meshconfig.Authorizer;

/**
 * A provider whose service is known.
 *
 * @param cluster Envoy's name of the service's port
 * @param host the service's name
 */
public record ExternalAuthorizer(Authorizer settings, String cluster, String host) {}
