// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the API is and how to get in. {@link #toString} hides the token.
 *
 * @param server base address, https only
 * @param ca the certificate authority of the server, PEM; no other is trusted
 * @param token sent as bearer token
 */
public record Credential(URI server, String ca, String token) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Refuses plaintext: a token never travels without TLS. */
  public Credential {
    if (!"https".equals(server.getScheme())) {
      throw new IllegalArgumentException("the server of a credential starts with https://");
    }
  }

  /** Reads the file that the control plane writes at its start. */
  public static Credential read(Path file) throws CredentialException {
    try {
      var root = JSON.readTree(Files.readString(file));
      return new Credential(
          URI.create(text(root, "server")), text(root, "ca"), text(root, "token"));
    } catch (NoSuchFileException e) {
      throw new CredentialException(
          "no credential at " + file + ": is the control plane running?", e);
    } catch (java.nio.file.AccessDeniedException e) {
      throw new CredentialException("this user may not read the credential " + file, e);
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new CredentialException("the credential " + file + " is not readable", e);
    }
  }

  private static String text(JsonNode root, String field) {
    var value = root.get(field);
    if (value == null || !value.isString()) {
      throw new IllegalArgumentException("a credential has the text field " + field);
    }
    return value.stringValue();
  }

  /** The form that {@link #read} reads; holds the token in clear. */
  public String json() {
    var root = JSON.createObjectNode();
    root.put("server", server.toString());
    root.put("ca", ca);
    root.put("token", token);
    return root.toPrettyString() + "\n";
  }

  @Override
  public String toString() {
    return "Credential[server=" + server + ", token=(hidden)]";
  }
}
