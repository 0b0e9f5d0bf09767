// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Serves one {@link Answerer} and, beside it, {@code /health}, {@code /debug/counts} and {@code
 * /debug/headers}, which tell what arrived. Each request runs on a virtual thread.
 */
public final class SampleServer {

  /** Longest request body that is read; the sample's own are far below. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  /** Connections waiting to be accepted, as in Linux's {@code net.core.somaxconn} of old. */
  private static final int BACKLOG = 128;

  private final Answerer service;
  private final Map<String, String> identity;
  private final RequestCounts counts = new RequestCounts();

  /**
   * @param identity headers that every answer carries, such as {@code x-served-by}
   */
  public SampleServer(Answerer service, Map<String, String> identity) {
    this.service = service;
    this.identity = Map.copyOf(identity);
  }

  /**
   * Listens on every address of the machine. The connections' life is left to the caller's proxy: a
   * server that closes idle ones first would race with the next request on them.
   *
   * @throws IOException when the port is taken
   */
  public HttpServer start(int port) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "86400");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    var server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
    return server;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = read(exchange);
      var response = respond(request);
      write(exchange, response);
    }
  }

  private Response respond(Request request) {
    return switch (request.path()) {
      case "/health" -> Response.json(200, Map.of("status", "healthy"));
      case "/debug/counts" -> Response.json(200, counts.snapshot());
      case "/debug/headers" -> Response.json(200, request.headers());
      default -> {
        counts.count(request);
        yield service.answer(request);
      }
    };
  }

  private static Request read(HttpExchange exchange) throws IOException {
    var headers = new HashMap<String, List<String>>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
    var query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        Map.copyOf(headers),
        new String(body, StandardCharsets.UTF_8));
  }

  private void write(HttpExchange exchange, Response response) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", response.contentType());
    identity.forEach(headers::set);
    response.headers().forEach(headers::set);
    var body = response.body().getBytes(StandardCharsets.UTF_8);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(response.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}
