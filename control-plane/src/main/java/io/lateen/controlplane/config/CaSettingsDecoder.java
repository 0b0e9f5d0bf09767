// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import io.lateen.base.decode.ObjectReader;
import io.lateen.identity.authority.AuthoritySettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads {@link CaSettings}. */
final class CaSettingsDecoder {

  private static final String VAULT =
      "name the vault's key, as in https://vault:8200/v1/transit/sign/mesh-ca";

  private CaSettingsDecoder() {}

  static CaSettings decode(ObjectReader reader, Path folder) {
    var settings =
        new CaSettings(
            lifetime(
                reader,
                "leafLifetime",
                AuthoritySettings.MAX_LEAF_LIFETIME,
                AuthoritySettings.MIN_LEAF_LIFETIME,
                AuthoritySettings.MAX_LEAF_LIFETIME),
            lifetime(
                reader,
                "rootLifetime",
                AuthoritySettings.ROOT_LIFETIME,
                AuthoritySettings.MIN_ROOT_LIFETIME,
                AuthoritySettings.MAX_ROOT_LIFETIME),
            cluster(reader),
            path(reader, "cacerts", folder),
            reader.object("signer", part -> signer(part, folder)),
            reader.object("tokenReview", part -> tokenReview(part, folder)));
    if (settings.signer().isPresent() && settings.cacerts().isEmpty()) {
      reader.error(
          "signer",
          "signs for an issuer whose certificates are in a folder",
          "name that folder in cacerts");
    }
    reader.done();
    return settings;
  }

  private static Duration lifetime(
      ObjectReader reader, String field, Duration otherwise, Duration least, Duration most) {
    var given = reader.duration(field).orElse(otherwise);
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
      reader.error(field, "must be from " + words(least) + " to " + words(most));
      return otherwise;
    }
    return given;
  }

  private static String words(Duration span) {
    return span.toHours() > 0 ? span.toHours() + "h" : span.toSeconds() + "s";
  }

  private static String cluster(ObjectReader reader) {
    var name = reader.string("cluster");
    if (name.length() > AuthoritySettings.MAX_CLUSTER
        || name.chars().anyMatch(Character::isISOControl)) {
      reader.error("cluster", "has up to " + AuthoritySettings.MAX_CLUSTER + " characters");
      return AuthoritySettings.CLUSTER;
    }
    return name.isBlank() ? AuthoritySettings.CLUSTER : name;
  }

  private static Optional<Path> path(ObjectReader reader, String field, Path folder) {
    return Optional.of(reader.string(field)).filter(path -> !path.isEmpty()).map(folder::resolve);
  }

  private static SignerSettings signer(ObjectReader reader, Path folder) {
    var settings =
        new SignerSettings(
            address(reader, VAULT),
            folder.resolve(reader.requiredString("authorities")),
            folder.resolve(reader.requiredString("certificate")),
            folder.resolve(reader.requiredString("key")),
            path(reader, "token", folder));
    reader.done();
    return settings;
  }

  private static TokenReviewSettings tokenReview(ObjectReader reader, Path folder) {
    var audience = reader.string("audience");
    var accounts = reader.strings("nodeAccounts");
    for (var account : accounts) {
      if (account.split("/", -1).length != 2) {
        reader.error("nodeAccounts", "is no account: " + account, "write NAMESPACE/NAME");
      }
    }
    var settings =
        new TokenReviewSettings(
            address(reader, "name the API server, as in https://10.96.0.1"),
            folder.resolve(reader.requiredString("authorities")),
            folder.resolve(reader.requiredString("token")),
            audience.isEmpty() ? TokenReviewSettings.AUDIENCE : audience,
            accounts);
    reader.done();
    return settings;
  }

  private static URI address(ObjectReader reader, String fix) {
    var text = reader.requiredString("address");
    try {
      var address = new URI(text);
      if ("https".equals(address.getScheme()) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      reader.error("address", "is no address: " + e.getReason());
      return URI.create("https://invalid");
    }
    reader.error("address", "must begin with https:// and name a host", fix);
    return URI.create("https://invalid");
  }
}
