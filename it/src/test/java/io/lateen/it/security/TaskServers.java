// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The applications of the tasks, in threads of this process with sockets in the pods' networks. */
final class TaskServers implements AutoCloseable {

  /**
   * First of three ports that answer a line with {@code hello} and the line; two have a service.
   */
  static final int FIRST_ECHO = 9000;

  private static final int ECHO_PORTS = 3;

  /** Where the external authorizer answers plain HTTP. */
  static final int CHECK_HTTP = 8500;

  /** Where the external authorizer answers gRPC. */
  static final int CHECK_GRPC = 9500;

  /** The header the external authorizer looks at: {@code allow} lets pass. */
  static final String CHECK_HEADER = "x-ext-authz";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Answers each request with its header lines. */
  void echoHttp(TaskPod pod) throws IOException, InterruptedException {
    http(pod, TaskPlan.HTTP, exchange -> answer(exchange, 200, headers(exchange)));
  }

  /** Answers lines on {@link #FIRST_ECHO} and the ports after it. */
  void echoTcp(TaskPod pod) throws IOException, InterruptedException {
    for (int port = FIRST_ECHO; port < FIRST_ECHO + ECHO_PORTS; port++) {
      var address = new InetSocketAddress(port);
      var server = new ServerSocket();
      open.push(server);
      // The socket is made by the bind, so it belongs to the network in which that is called.
      pod.netns()
          .call(
              () -> {
                server.bind(address);
                return port(server);
              });
      threads.submit(() -> accept(server));
    }
  }

  private static int port(ServerSocket server) {
    return server.getLocalPort();
  }

  /** Decides by {@link #CHECK_HEADER}, over HTTP and over gRPC. */
  void authorize(TaskPod pod) throws IOException, InterruptedException {
    http(
        pod,
        CHECK_HTTP,
        exchange -> {
          var allowed = "allow".equals(exchange.getRequestHeaders().getFirst(CHECK_HEADER));
          exchange.getResponseHeaders().set("x-ext-authz-check-result", allowed ? "allowed" : "no");
          answer(exchange, allowed ? 200 : 403, allowed ? "" : "denied by the authorizer");
        });
    open.push(CheckServer.start(pod.netns(), CHECK_GRPC, CHECK_HEADER));
  }

  /** Answers one request. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void http(TaskPod pod, int port, Answer answer) throws IOException, InterruptedException {
    var server = pod.netns().call(() -> HttpServer.create(new InetSocketAddress(port), 0));
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
    server.start();
    open.push(() -> server.stop(0));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String headers(HttpExchange exchange) {
    var lines = new StringBuilder();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        lines.append(
                            name.toLowerCase(Locale.ROOT)
                                + ": "
                                + value
                                + System.lineSeparator())));
    return lines.toString();
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        threads.submit(() -> greet(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void greet(Socket socket) {
    try (socket) {
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
      var line = new BufferedReader(in).readLine();
      socket.getOutputStream().write(("hello " + line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The caller went away, which is its own affair.
    }
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    threads.shutdownNow();
  }
}
