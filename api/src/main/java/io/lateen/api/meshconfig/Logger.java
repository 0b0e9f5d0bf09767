// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.base.decode.Node;
import java.util.List;
import java.util.Optional;

/** A provider that access logs are sent to. */
public sealed interface Logger extends ExtensionProvider.Provider {

  /**
   * What a line looks like; nothing set stands for the default.
   *
   * @param text format of a text; may be empty
   * @param labels fields of a JSON object
   */
  record Format(String text, Optional<Node.Mapping> labels) {

    /** The default. */
    public static final Format DEFAULT = new Format("", Optional.empty());
  }

  /**
   * A file of the proxy.
   *
   * @param path its path
   * @param format what a line looks like
   * @param omitEmptyValues whether values that are not there are left out
   */
  record File(String path, Format format, boolean omitEmptyValues) implements Logger {}

  /**
   * Envoy's gRPC protocol for requests.
   *
   * @param logName name that the service is told
   * @param filterStateObjects objects of the filter state
   * @param requestHeaders further headers of requests
   * @param responseHeaders further headers of responses
   * @param responseTrailers further trailers of responses
   */
  record HttpAls(
      ServiceAddress address,
      String logName,
      List<String> filterStateObjects,
      List<String> requestHeaders,
      List<String> responseHeaders,
      List<String> responseTrailers)
      implements Logger {

    /** Copies the lists. */
    public HttpAls {
      filterStateObjects = List.copyOf(filterStateObjects);
      requestHeaders = List.copyOf(requestHeaders);
      responseHeaders = List.copyOf(responseHeaders);
      responseTrailers = List.copyOf(responseTrailers);
    }
  }

  /**
   * Envoy's gRPC protocol for connections.
   *
   * @param logName name that the service is told
   * @param filterStateObjects objects of the filter state
   */
  record TcpAls(ServiceAddress address, String logName, List<String> filterStateObjects)
      implements Logger {

    /** Copies the list. */
    public TcpAls {
      filterStateObjects = List.copyOf(filterStateObjects);
    }
  }

  /**
   * OpenTelemetry's protocol.
   *
   * @param logName name that the service is told
   * @param format body and attributes of a record
   */
  record OpenTelemetryAls(ServiceAddress address, String logName, Format format)
      implements Logger {}
}
