// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreEvent;
import io.lateen.sourcestore.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Watches as lines of JSON (Kubernetes API concepts, "Efficient detection of changes"). A watch
 * reads the store's window at its own pace, so a slow reader costs no memory; one that is too slow
 * gets 410 and lists again.
 */
final class Watches {

  /** Open at once (docs/limits.md). */
  static final int MAX_WATCHES = 128;

  /** Shortest and longest life; clients that want to go on ask again. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** Without events a bookmark goes out, which also finds readers that left. */
  private static final Duration BOOKMARKS = Duration.ofSeconds(15);

  private final ConfigStore store;
  private final StatusRendering rendering;
  private final Semaphore places = new Semaphore(MAX_WATCHES);

  Watches(ConfigStore store, StatusRendering rendering) {
    this.store = store;
    this.rendering = rendering;
  }

  Reply open(Call call, Addressed address) {
    var life =
        Duration.ofSeconds(call.number("timeoutSeconds", LONGEST.toSeconds(), LONGEST.toSeconds()));
    var from = call.number("resourceVersion", 0, Long.MAX_VALUE);
    var selector = Selector.parse(call);
    var bookmarks = call.flag("allowWatchBookmarks");
    if (!places.tryAcquire()) {
      return Statuses.tooManyRequests();
    }
    return new Reply.Stream(
        "application/json",
        out -> {
          try {
            new Session(address, selector, bookmarks, out).run(from, life);
          } finally {
            places.release();
          }
        });
  }

  /** One open watch. */
  private final class Session {

    private final Addressed address;
    private final Selector selector;
    private final boolean bookmarks;
    private final OutputStream out;

    Session(Addressed address, Selector selector, boolean bookmarks, OutputStream out) {
      this.address = address;
      this.selector = selector;
      this.bookmarks = bookmarks;
      this.out = out;
    }

    void run(long from, Duration life) throws IOException, InterruptedException {
      var position = from == 0 ? current() : from;
      var watch = store.watch(position);
      var left = life;
      while (!left.isNegative() && !left.isZero()) {
        var patience = left.compareTo(BOOKMARKS) < 0 ? left : BOOKMARKS;
        switch (watch.next(patience)) {
          case Watch.Events events -> {
            if (events.events().isEmpty()) {
              left = left.minus(patience);
              beat(events.revision());
            } else {
              for (var event : events.events()) {
                send(event);
              }
            }
          }
          case Watch.Gone gone -> {
            line(
                "ERROR",
                Statuses.body(
                    410,
                    "Expired",
                    "too old resource version: " + watch.position() + " (" + gone.oldest() + ")"));
            return;
          }
          case Watch.Closed closed -> {
            return;
          }
        }
        out.flush();
      }
    }

    /** Sends the current objects as additions; returns the revision they are of. */
    private long current() throws IOException {
      var image = store.image();
      for (var object : image.list(address::covers)) {
        var node = rendering.object(object, address.apiVersion());
        if (selector.matches(node)) {
          line("ADDED", node);
        }
      }
      beat(image.revision());
      out.flush();
      return image.revision();
    }

    private void send(StoreEvent event) throws IOException {
      if (address.covers(event.object().key())) {
        var node = rendering.object(event.object(), address.apiVersion());
        if (selector.matches(node)) {
          line(event.type().name(), node);
        }
      }
    }

    private void beat(long revision) throws IOException {
      if (bookmarks) {
        var object = Rendering.JSON.createObjectNode();
        object.put("kind", address.kind().kind()).put("apiVersion", address.apiVersion());
        object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        line("BOOKMARK", object);
      }
    }

    private void line(String type, JsonNode object) throws IOException {
      ObjectNode event = Rendering.JSON.createObjectNode().put("type", type);
      event.set("object", object);
      out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
