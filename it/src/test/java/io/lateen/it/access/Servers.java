// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.access;

import com.sun.net.httpserver.HttpServer;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Servers that tell what is below {@code /admin} from all else, each in its own way. */
enum Servers {
  /** The JDK's, whose contexts are beginnings of decoded paths. */
  JDK {
    @Override
    Running start() throws IOException {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            var path = exchange.getRequestURI().getPath();
            boolean hit = path.equals("/admin") || path.startsWith("/admin/");
            exchange.sendResponseHeaders(hit ? PROTECTED : OPEN, -1);
            exchange.close();
          });
      server.start();
      return new Running(server.getAddress().getPort(), () -> server.stop(0));
    }
  },

  /** Helidon, which normalises paths and takes parameters out of them. */
  HELIDON {
    @Override
    Running start() {
      var server =
          WebServer.builder()
              .host("127.0.0.1")
              .port(0)
              .routing(
                  routing ->
                      routing
                          .any(
                              "/admin",
                              (_, answer) -> answer.status(Status.create(PROTECTED)).send())
                          .any(
                              "/admin/*",
                              (_, answer) -> answer.status(Status.create(PROTECTED)).send())
                          .any((_, answer) -> answer.status(Status.create(OPEN)).send()))
              .build()
              .start();
      return new Running(server.port(), server::stop);
    }
  };

  /** Answer to what the server takes for protected. */
  static final int PROTECTED = 202;

  /** Answer to all else. */
  static final int OPEN = 200;

  /** A server that runs. */
  record Running(int port, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  abstract Running start() throws IOException;
}
