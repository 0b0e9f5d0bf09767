// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

/**
 * Points to an object.
 *
 * @param kind its kind
 * @param namespace its namespace
 * @param name its name
 * @param uid its identity; empty when unknown
 */
public record ObjectReference(String kind, String namespace, String name, String uid) {}
