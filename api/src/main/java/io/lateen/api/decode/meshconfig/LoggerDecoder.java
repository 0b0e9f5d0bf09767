// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.meshconfig.Logger;
import io.lateen.api.meshconfig.Logger.Format;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.ObjectReader;
import java.util.Optional;

/** Decodes providers that access logs are sent to. */
final class LoggerDecoder {

  private LoggerDecoder() {}

  static Logger file(ObjectReader in) {
    var logger =
        new Logger.File(
            in.string("path"),
            in.object("logFormat", part -> format(part, true)).orElse(Format.DEFAULT),
            in.bool("omitEmptyValues"));
    in.done();
    return logger;
  }

  static Logger httpAls(ObjectReader in) {
    var logger =
        new Logger.HttpAls(
            ExtensionProviderDecoder.address(in),
            in.string("logName"),
            in.strings("filterStateObjectsToLog"),
            in.strings("additionalRequestHeadersToLog"),
            in.strings("additionalResponseHeadersToLog"),
            in.strings("additionalResponseTrailersToLog"));
    in.done();
    return logger;
  }

  static Logger tcpAls(ObjectReader in) {
    var logger =
        new Logger.TcpAls(
            ExtensionProviderDecoder.address(in),
            in.string("logName"),
            in.strings("filterStateObjectsToLog"));
    in.done();
    return logger;
  }

  static Logger openTelemetryAls(ObjectReader in) {
    var logger =
        new Logger.OpenTelemetryAls(
            ExtensionProviderDecoder.address(in),
            in.string("logName"),
            in.object("logFormat", part -> format(part, false)).orElse(Format.DEFAULT));
    in.done();
    return logger;
  }

  private static Format format(ObjectReader in, boolean exclusive) {
    if (exclusive) {
      Checked.atMostOne(in, "text", "labels");
    }
    var format = new Format(in.string("text"), labels(in));
    in.done();
    return format;
  }

  private static Optional<Node.Mapping> labels(ObjectReader in) {
    return in.value("labels")
        .flatMap(
            value -> {
              if (value.node() instanceof Node.Mapping mapping) {
                return Optional.of(mapping);
              }
              value.error("must be an object, but is " + value.node().describe());
              return Optional.empty();
            });
  }
}
