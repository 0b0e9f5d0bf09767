// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import io.lateen.client.HttpTransport.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The API of one control plane. All calls block and may be made from any thread; each throws {@link
 * ApiException} when the answer is a refusal or does not come.
 */
public final class ApiClient implements AutoCloseable {

  /** Longer than the server keeps a call open that waits for proxies. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final HttpTransport http;

  /** A client that connects at its first call. */
  public ApiClient(Credential credential) {
    this.http = new HttpTransport(credential);
  }

  /** How to apply. */
  public enum ApplyMode {
    /** All documents are valid and get stored, or none is stored. */
    ALL_OR_NOTHING,
    /** Valid documents get stored even when others are invalid. */
    KEEP_GOING,
    /** Only validates. */
    DRY_RUN
  }

  /** Applies documents that have no file name; see {@link #apply(List, ApplyMode)}. */
  public ApplyReport apply(String documents) throws ApiException, InterruptedException {
    return apply(List.of(new DocumentSource("", documents)), ApplyMode.ALL_OR_NOTHING);
  }

  /**
   * Creates or replaces the objects of some texts, in one transaction.
   *
   * @return also when documents are invalid: see {@link ApplyReport#accepted}
   */
  public ApplyReport apply(List<DocumentSource> sources, ApplyMode mode)
      throws ApiException, InterruptedException {
    return ApplyReport.of(applyRaw(sources, mode));
  }

  /** As {@link #apply(List, ApplyMode)}, with each object before and after the call. */
  public JsonNode applyRaw(List<DocumentSource> sources, ApplyMode mode)
      throws ApiException, InterruptedException {
    var body = JsonNodeFactory.instance.objectNode();
    var array = body.putArray("sources");
    sources.forEach(s -> array.addObject().put("name", s.name()).put("text", s.text()));
    return post("/lateen/v1/apply?mode=" + mode.name(), body);
  }

  /** One object, empty when there is none. */
  public Optional<JsonNode> get(ObjectPath object) throws ApiException, InterruptedException {
    return http.found(Call.get(object.path()));
  }

  /** A list object whose items are the objects of a collection, by namespace and name. */
  public JsonNode list(ObjectPath collection) throws ApiException, InterruptedException {
    return http.json(Call.get(collection.collection().path()));
  }

  /** Removes an object. Returns whether there was one. */
  public boolean delete(ObjectPath object) throws ApiException, InterruptedException {
    return http.found(new Call("DELETE", object.path(), "", "", Duration.ofSeconds(30)))
        .isPresent();
  }

  /**
   * Hands over the events of a collection until {@code goOn} says no or the stream ends. A watch
   * that the server ends after a while returns {@link WatchEvent}s' last resource version.
   *
   * @param resourceVersion where to start; empty for the current objects as additions first
   * @return the version from which a next watch goes on
   */
  public String watch(ObjectPath collection, String resourceVersion, Predicate<WatchEvent> goOn)
      throws ApiException, InterruptedException {
    var path =
        collection.collection().path()
            + "?watch=true&allowWatchBookmarks=true&resourceVersion="
            + ObjectPath.encode(resourceVersion);
    var last = resourceVersion;
    try (var body = http.stream(Call.get(path));
        var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var json = HttpTransport.parse(line);
        var event = new WatchEvent(json.path("type").asString(""), json.path("object"));
        if (event.type().equals("ERROR")) {
          throw HttpTransport.refusal(
              event.object().path("code").asInt(500), event.object().toString());
        }
        last = event.resourceVersion().isEmpty() ? last : event.resourceVersion();
        if (!goOn.test(event)) {
          return last;
        }
      }
      return last;
    } catch (IOException e) {
      return last;
    }
  }

  /** Reads one of Lateen's own resources, such as {@code /lateen/v1/proxies}. */
  public JsonNode read(String path) throws ApiException, InterruptedException {
    return http.json(Call.get(path).within(LONGEST_WAIT));
  }

  /** Reads a text, such as {@code /metrics}. */
  public String text(String path) throws ApiException, InterruptedException {
    return http.text(Call.get(path));
  }

  /** Reads a text of any length, such as a copy of the audit log; the caller closes it. */
  public InputStream open(String path) throws ApiException, InterruptedException {
    return http.stream(Call.get(path).within(LONGEST_WAIT));
  }

  /** Removes one of Lateen's own resources. */
  public JsonNode remove(String path) throws ApiException, InterruptedException {
    return http.json(new Call("DELETE", path, "", "", Duration.ofSeconds(30)));
  }

  /** Calls one of Lateen's own verbs. */
  public JsonNode post(String path, JsonNode body) throws ApiException, InterruptedException {
    return http.json(
        new Call("POST", path, "application/json", body.toString(), Duration.ofSeconds(60)));
  }

  /**
   * Waits until every connected proxy has acknowledged all configuration up to a store revision.
   *
   * @return the status document; its field {@code settled} tells whether it is so
   */
  public JsonNode awaitRevision(long revision, Duration patience)
      throws ApiException, InterruptedException {
    return read("/lateen/v1/status?revision=" + revision + "&waitMs=" + patience.toMillis());
  }

  /** A join token for a node, to be used once within ten minutes. */
  public String joinToken(String node) throws ApiException, InterruptedException {
    var path = "/lateen/v1/nodes/" + ObjectPath.encode(node) + "/join-tokens";
    return post(path, JsonNodeFactory.instance.objectNode()).path("token").asString("");
  }

  @Override
  public void close() {
    http.close();
  }
}
