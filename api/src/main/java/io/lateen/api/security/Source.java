// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

/**
 * Where a request comes from; all conditions hold together (api:
 * security/v1beta1/authorization_policy.proto, Source).
 *
 * @param principals identities of the peer, {@code TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT}
 * @param requestPrincipals identities of the token, {@code ISSUER/SUBJECT}
 * @param namespaces namespaces of the peer
 * @param serviceAccounts service accounts of the peer, {@code ACCOUNT} or {@code NAMESPACE/ACCOUNT}
 * @param trustDomains trust domains of the peer
 * @param ipBlocks address of the connection, single addresses or CIDR blocks
 * @param remoteIpBlocks address of the client behind trusted proxies
 */
public record Source(
    Values principals,
    Values requestPrincipals,
    Values namespaces,
    Values serviceAccounts,
    Values trustDomains,
    Values ipBlocks,
    Values remoteIpBlocks) {}
