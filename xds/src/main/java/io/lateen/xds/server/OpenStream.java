// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.stream.ResourceReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A stream that is open now.
 *
 * @param status what is known without asking it
 * @param resources the way to ask it
 */
public record OpenStream(ProxyStatus status, Question resources) {

  /** Asks for each resource that the client wants. Safe from all threads. */
  public interface Question {

    /**
     * Is answered on the stream's turn, which costs as much as there are resources.
     *
     * @param most more than this many are answered with nothing; a stream that has ended meanwhile
     *     is answered with no resources
     */
    CompletableFuture<Optional<List<ResourceReport>>> ask(int most);
  }
}
