// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

/**
 * Who is at the other end of the connection, as proven by its certificate.
 *
 * @param name the SPIFFE ID, {@code spiffe://TRUST_DOMAIN/…}
 */
public record PeerIdentity(String name) {}
