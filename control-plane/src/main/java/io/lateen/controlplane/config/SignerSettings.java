// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A vault that signs with the issuer's key.
 *
 * @param address of its key, as in {@code https://vault:8200/v1/transit/sign/mesh-ca}; https only
 * @param authorities file with the authorities of the vault's certificate, as PEM
 * @param certificate file with the certificate that this control plane shows, as PEM
 * @param key file with its key, PKCS#8 PEM
 * @param token file with the vault's token; none when the certificate is enough
 */
public record SignerSettings(
    URI address, Path authorities, Path certificate, Path key, Optional<Path> token) {}
