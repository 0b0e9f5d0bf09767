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
 * Where the API is and how to get in: by a token, or by a certificate of the mesh with its key.
 * {@link #toString} hides both.
 *
 * @param server base address, https only
 * @param ca the certificate authority of the server, PEM; no other is trusted
 * @param token sent as bearer token; may be empty when there is a certificate
 * @param certificate chain of the client, leaf first, PEM; empty for none
 * @param key of the certificate, PKCS#8 as PEM
 */
public record Credential(URI server, String ca, String token, String certificate, String key) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Refuses plaintext: a token never travels without TLS. */
  public Credential {
    if (!"https".equals(server.getScheme())) {
      throw new IllegalArgumentException("the server of a credential starts with https://");
    }
  }

  /** The way in by a token. */
  public Credential(URI server, String ca, String token) {
    this(server, ca, token, "", "");
  }

  /** The same control plane with another token. */
  public Credential with(String otherToken) {
    return new Credential(server, ca, otherToken);
  }

  /** Reads the file that the control plane writes at its start. */
  public static Credential read(Path file) throws CredentialException {
    try {
      var root = JSON.readTree(Files.readString(file));
      return new Credential(
          URI.create(text(root, "server")),
          text(root, "ca"),
          root.has("certificate") ? root.path("token").asString("") : text(root, "token"),
          root.path("certificate").asString(""),
          root.path("key").asString(""));
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
    if (!certificate.isEmpty()) {
      root.put("certificate", certificate).put("key", key);
    }
    return root.toPrettyString() + "\n";
  }

  @Override
  public String toString() {
    return "Credential[server=" + server + ", token=(hidden)]";
  }
}
