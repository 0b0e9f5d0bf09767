// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.identity.secret.PrivateFile;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that lets the local administrator into the API: address, authority and token, mode 0600.
 * A token that is there already stays, so that clients survive a restart of the control plane.
 */
final class AdminCredential {

  private static final int TOKEN_BYTES = 32;
  private static final String PREFIX = "lateen-admin-";
  private static final Pattern TOKEN = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrivateFile file;
  private final SecretText token;

  private AdminCredential(PrivateFile file, SecretText token) {
    this.file = file;
    this.token = token;
  }

  /** The credential at that place, with the token that is there or a new one. */
  static AdminCredential at(Path path, SecureRandom random) throws IOException {
    var file = new PrivateFile(path);
    var token = file.exists() ? tokenIn(file.read()) : Optional.<SecretText>empty();
    return new AdminCredential(file, token.orElseGet(() -> generate(random)));
  }

  private static Optional<SecretText> tokenIn(SecretText content) {
    try {
      var token = JSON.readTree(content.reveal()).path("token").asString("");
      return TOKEN.matcher(token).matches() ? Optional.of(SecretText.of(token)) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static SecretText generate(SecureRandom random) {
    var secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    return SecretText.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  SecretText token() {
    return token;
  }

  /** Writes the file; called when the API is open. */
  void write(String server, String ca) throws IOException {
    var root = JSON.createObjectNode();
    root.put("server", server).put("ca", ca).put("token", token.reveal());
    file.write(SecretText.of(root.toPrettyString() + "\n"));
  }
}
