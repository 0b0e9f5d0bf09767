// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns a request of the HTTP library into a {@link Call}. */
final class CallReader {

  private CallReader() {}

  static Call read(ServerRequest request, Permit permit, int maxBody) {
    return new Call(
        request.prologue().method().text(),
        segments(request.path().rawPathNoParams()),
        query(request),
        contentType(request),
        body(request, maxBody),
        permit);
  }

  private static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    for (var segment : path.split("/")) {
      if (!segment.isEmpty()) {
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    return segments;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Statuses.badRequest("the path is not well encoded"));
    }
  }

  private static Map<String, String> query(ServerRequest request) {
    var query = new LinkedHashMap<String, String>();
    for (var name : request.query().names()) {
      request.query().first(name).ifPresent(value -> query.put(name, value));
    }
    return query;
  }

  private static String contentType(ServerRequest request) {
    if (!request.headers().contains(HeaderNames.CONTENT_TYPE)) {
      return "";
    }
    var value = request.headers().get(HeaderNames.CONTENT_TYPE).get();
    var end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static String body(ServerRequest request, int max) {
    if (!request.content().hasEntity()) {
      return "";
    }
    try (var in = request.content().inputStream()) {
      var bytes = in.readNBytes(max + 1);
      if (bytes.length > max) {
        throw new Refusal(Statuses.tooLarge(max));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Statuses.badRequest("the body is not UTF-8"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
