// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.JsonNode;

/** An answer, free of the HTTP library. */
sealed interface Reply {

  int status();

  /** A JSON document. */
  record Json(int status, JsonNode body) implements Reply {

    static Json ok(JsonNode body) {
      return new Json(200, body);
    }
  }

  /** A text of another type. */
  record Text(int status, String contentType, String body) implements Reply {}

  /** An answer that is written over time. */
  record Stream(String contentType, Writer writer) implements Reply {

    @Override
    public int status() {
      return 200;
    }
  }

  /** Writes until the stream is over; an {@link IOException} means that the reader left. */
  interface Writer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }
}
