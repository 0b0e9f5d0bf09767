// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.HeaderValues;
import io.lateen.api.decode.rule.Headers;
import io.lateen.api.networking.HeaderOperations;
import io.lateen.api.networking.HeaderRules;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decodes changes to headers. */
final class HeaderRulesDecoder {

  private HeaderRulesDecoder() {}

  /** The changes in the field {@code headers}. */
  static HeaderRules read(ObjectReader in) {
    return in.object("headers", HeaderRulesDecoder::decode).orElse(HeaderRules.NONE);
  }

  private static HeaderRules decode(ObjectReader in) {
    var rules =
        new HeaderRules(
            in.object("request", part -> operations(part, Headers::requestNameFault))
                .orElse(HeaderOperations.NONE),
            in.object("response", part -> operations(part, Headers::changeNameFault))
                .orElse(HeaderOperations.NONE));
    in.done();
    return rules;
  }

  private static HeaderOperations operations(
      ObjectReader in, Function<String, Optional<String>> nameRule) {
    var operations =
        new HeaderOperations(
            values(in, "set", nameRule), values(in, "add", nameRule), in.strings("remove"));
    operations.remove().stream()
        .flatMap(name -> Headers.changeNameFault(name).stream())
        .forEach(fault -> in.error("remove", fault));
    in.done();
    return operations;
  }

  private static Map<String, String> values(
      ObjectReader in, String field, Function<String, Optional<String>> nameRule) {
    var values = in.stringMap(field);
    values.forEach(
        (name, value) -> {
          nameRule.apply(name).ifPresent(fault -> in.error(field, fault));
          HeaderValues.fault(value).ifPresent(fault -> in.error(field, fault));
        });
    return values;
  }
}
