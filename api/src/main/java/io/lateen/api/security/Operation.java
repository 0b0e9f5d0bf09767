// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

/**
 * What a request asks for; all conditions hold together (api:
 * security/v1beta1/authorization_policy.proto, Operation).
 *
 * @param hosts host names, case ignored
 * @param ports ports of the workload, in decimal
 * @param methods HTTP methods; for gRPC always POST
 * @param paths paths; {@code {*}} stands for one segment, <code>{**}</code> for any number
 */
public record Operation(Values hosts, Values ports, Values methods, Values paths) {}
