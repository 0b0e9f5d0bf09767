// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests with the token and turns refusals into {@link ApiException}. */
final class HttpTransport implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longest answer that is read into memory (docs/limits.md); a watch is read line by line. */
  private static final int MAX_ANSWER_BYTES = 256 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Credential credential;
  private final HttpClient http;

  HttpTransport(Credential credential) {
    this.credential = credential;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(Trust.of(credential))
            .build();
  }

  /** A request with a body, perhaps empty, and its content type. */
  record Call(String method, String path, String contentType, String body, Duration patience) {

    static Call get(String path) {
      return new Call("GET", path, "", "", Duration.ofSeconds(30));
    }

    Call within(Duration longer) {
      return new Call(method, path, contentType, body, longer);
    }
  }

  JsonNode json(Call call) throws ApiException, InterruptedException {
    var text = text(call);
    return text.isEmpty() ? JSON.createObjectNode() : parse(text);
  }

  String text(Call call) throws ApiException, InterruptedException {
    var response = send(call);
    try (var body = response.body()) {
      var bytes = body.readNBytes(MAX_ANSWER_BYTES);
      var text = new String(bytes, StandardCharsets.UTF_8);
      if (response.statusCode() >= 400) {
        throw refusal(response.statusCode(), text);
      }
      return text;
    } catch (IOException e) {
      throw ApiException.unreachable(credential.server().toString(), e);
    }
  }

  /** An open answer; the caller closes it. */
  InputStream stream(Call call) throws ApiException, InterruptedException {
    var response = send(call);
    if (response.statusCode() < 400) {
      return response.body();
    }
    try (var body = response.body()) {
      throw refusal(
          response.statusCode(),
          new String(body.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ApiException.unreachable(credential.server().toString(), e);
    }
  }

  private HttpResponse<InputStream> send(Call call) throws ApiException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base() + call.path()))
            .timeout(call.patience())
            .header("Accept", "application/json");
    if (!credential.token().isEmpty()) {
      request.header("Authorization", "Bearer " + credential.token());
    }
    if (call.contentType().isEmpty()) {
      request.method(call.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", call.contentType())
          .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw ApiException.unreachable(credential.server().toString(), e);
    }
  }

  private String base() {
    var server = credential.server().toString();
    return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
  }

  static JsonNode parse(String text) throws ApiException {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new ApiException(
          0, "BadAnswer", "the answer is not JSON: " + e.getOriginalMessage(), List.of());
    }
  }

  static ApiException refusal(int status, String text) {
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (JacksonException e) {
      return new ApiException(status, "Unknown", "HTTP " + status + " " + text.strip(), List.of());
    }
    var causes = new ArrayList<ApiException.Cause>();
    for (var cause : body.path("details").path("causes")) {
      causes.add(
          new ApiException.Cause(
              cause.path("field").asString(""), cause.path("message").asString("")));
    }
    var message = body.path("message").asString("");
    return new ApiException(
        status,
        body.path("reason").asString("Unknown"),
        message.isEmpty() ? "HTTP " + status : message,
        causes);
  }

  Optional<JsonNode> found(Call call) throws ApiException, InterruptedException {
    try {
      return Optional.of(json(call));
    } catch (ApiException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
