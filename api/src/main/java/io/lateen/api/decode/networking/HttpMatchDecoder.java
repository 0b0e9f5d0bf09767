// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Headers;
import io.lateen.api.decode.rule.Hosts;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.StringMatch;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decodes conditions on requests. */
final class HttpMatchDecoder {

  /** In {@code withoutHeaders} this pattern means that the header is there at all. */
  private static final StringMatch ANY = new StringMatch.Regex("*");

  private HttpMatchDecoder() {}

  /** Conditions of which one must hold; as for Istio, a null one always holds. */
  static List<HttpMatch> list(ObjectReader in) {
    var matches = new ArrayList<HttpMatch>();
    for (var item : in.value("match").map(Value::itemsAndNulls).orElse(List.of())) {
      if (item.node().isNull()) {
        item.warning("is null and matches every request", "write {} if this is meant");
        matches.add(
            decode(ObjectReader.of(in.reading(), new Mapping(item.node().mark(), List.of()))));
      } else {
        item.object().map(HttpMatchDecoder::decode).ifPresent(matches::add);
      }
    }
    return matches;
  }

  private static HttpMatch decode(ObjectReader in) {
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
