// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Headers;
import io.lateen.api.decode.rule.Hosts;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.StringMatch;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decodes conditions on requests. */
final class HttpMatchDecoder {

  /** In {@code withoutHeaders} this pattern means that the header is there at all. */
  private static final StringMatch ANY = new StringMatch.Regex("*");

  private HttpMatchDecoder() {}

  static HttpMatch decode(ObjectReader in) {
    var match =
        new HttpMatch(
            in.string("name"),
            in.value("uri").flatMap(StringMatchDecoder::emptyPrefixAllowed),
            in.value("scheme").flatMap(StringMatchDecoder::decode),
            in.value("method").flatMap(StringMatchDecoder::decode),
            in.value("authority").flatMap(StringMatchDecoder::decode),
            headers(in),
            Checked.portOrZero(in, "port"),
            Labels.read(in, "sourceLabels"),
            Checked.strings(in, "gateways", Hosts::gatewayNameFault),
            queryParams(in),
            in.bool("ignoreUriCase"),
            withoutHeaders(in),
            Checked.string(in, "sourceNamespace", HttpMatchDecoder::namespaceFault),
            in.string("statPrefix"),
            in.line());
    in.done();
    return match;
  }

  private static Optional<String> namespaceFault(String namespace) {
    return namespace.isEmpty() ? Optional.empty() : DnsNames.labelFault(namespace);
  }

  private static Map<String, StringMatch> headers(ObjectReader in) {
    var matches = new TreeMap<String, StringMatch>();
    in.map("headers")
        .forEach(
            (name, value) -> {
              Headers.matchNameFault(name).ifPresent(value::error);
              if (value.node().isNull()) {
                value.error("must not be null", "write {} for any value");
              } else {
                StringMatchDecoder.decode(value).ifPresent(match -> matches.put(name, match));
              }
            });
    return matches;
  }

  private static Map<String, StringMatch> withoutHeaders(ObjectReader in) {
    var matches = new TreeMap<String, StringMatch>();
    in.map("withoutHeaders")
        .forEach(
            (name, value) -> {
              Headers.matchNameFault(name).ifPresent(value::error);
              if (value.node().isNull()) {
                matches.put(name, new StringMatch.Present());
                return;
              }
              var written = StringMatchDecoder.unchecked(value);
              if (written.equals(Optional.of(ANY))) {
                matches.put(name, new StringMatch.Present());
              } else {
                StringMatchDecoder.decode(value).ifPresent(match -> matches.put(name, match));
              }
            });
    return matches;
  }

  private static Map<String, StringMatch> queryParams(ObjectReader in) {
    var matches = new TreeMap<String, StringMatch>();
    in.map("queryParams")
        .forEach(
            (name, value) ->
                StringMatchDecoder.decode(value).ifPresent(match -> matches.put(name, match)));
    return matches;
  }
}
