// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.StringMatch;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.Optional;

/** Decodes conditions on texts: one of exact, prefix, regex, or nothing for any text. */
final class StringMatchDecoder {

  private StringMatchDecoder() {}

  /** A condition that obeys all rules. */
  static Optional<StringMatch> decode(Value value) {
    return value.object().map(in -> decode(in, false));
  }

  /** A condition whose prefix may be empty, as for paths. */
  static Optional<StringMatch> emptyPrefixAllowed(Value value) {
    return value.object().map(in -> decode(in, true));
  }

  /** A condition as written, no rules applied and nothing reported. */
  static Optional<StringMatch> unchecked(Value value) {
    return value.object().map(StringMatchDecoder::read);
  }

  private static StringMatch decode(ObjectReader in, boolean emptyPrefix) {
    Checked.atMostOne(in, "exact", "prefix", "regex");
    var match = read(in);
    switch (match) {
      case StringMatch.Regex(var pattern) ->
          Checked.regexFault(pattern)
              .ifPresent(
                  fault -> in.error("regex", fault, "see github.com/google/re2/wiki/Syntax"));
      case StringMatch.Prefix(var prefix) -> {
        if (prefix.isEmpty() && !emptyPrefix) {
          in.error("prefix", "must not be empty");
        }
      }
      case StringMatch.Exact exact -> {}
      case StringMatch.Present present -> {}
    }
    in.done();
    return match;
  }

  private static StringMatch read(ObjectReader in) {
    if (in.has("exact")) {
      return new StringMatch.Exact(in.string("exact"));
    }
    if (in.has("prefix")) {
      return new StringMatch.Prefix(in.string("prefix"));
    }
    if (in.has("regex")) {
      return new StringMatch.Regex(in.string("regex"));
    }
    return new StringMatch.Present();
  }
}
