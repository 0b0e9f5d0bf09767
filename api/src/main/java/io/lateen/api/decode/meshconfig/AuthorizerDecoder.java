// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.meshconfig.Authorizer;
import io.lateen.api.meshconfig.Authorizer.Policy;
import io.lateen.api.meshconfig.Authorizer.RequestBody;
import io.lateen.base.decode.ObjectReader;
import java.util.regex.Pattern;

/** Decodes providers that decide on requests. */
final class AuthorizerDecoder {

  /** HTTP status codes (envoy: type.v3.StatusCode). */
  private static final Pattern STATUS =
      Pattern.compile(
          "|100|20[0-8]|226|30[0-5]|30[78]|40[0-9]|41[0-7]|42[1-4]|42[689]|431|50[0-8]|51[01]");

  private AuthorizerDecoder() {}

  static Authorizer grpc(ObjectReader in) {
    var authorizer = new Authorizer.Grpc(ExtensionProviderDecoder.address(in), policy(in));
    in.done();
    return authorizer;
  }

  static Authorizer http(ObjectReader in) {
    var older = in.strings("includeHeadersInCheck");
    var headers = in.strings("includeRequestHeadersInCheck");
    var authorizer =
        new Authorizer.Http(
            ExtensionProviderDecoder.address(in),
            policy(in),
            in.string("pathPrefix"),
            headers.isEmpty() ? older : headers,
            in.stringMap("includeAdditionalHeadersInCheck"),
            in.strings("headersToUpstreamOnAllow"),
            in.strings("headersToDownstreamOnDeny"),
            in.strings("headersToDownstreamOnAllow"));
    in.done();
    if (!older.isEmpty()) {
      in.warning("includeHeadersInCheck", "is deprecated", "use includeRequestHeadersInCheck");
    }
    if (!authorizer.pathPrefix().isEmpty() && !authorizer.pathPrefix().startsWith("/")) {
      in.error("pathPrefix", "must begin with /");
    }
    return authorizer;
  }

  private static Policy policy(ObjectReader in) {
    var policy =
        new Policy(
            Checked.duration(in, "timeout"),
            in.bool("failOpen"),
            in.bool("clearRouteCache"),
            in.string("statusOnError"),
            in.object("includeRequestBodyInCheck", AuthorizerDecoder::body));
    if (!STATUS.matcher(policy.statusOnError()).matches()) {
      in.error(
          "statusOnError",
          "\"%s\" is not an HTTP status".formatted(policy.statusOnError()),
          "write it as in \"403\"");
    }
    return policy;
  }

  private static RequestBody body(ObjectReader in) {
    var body =
        new RequestBody(
            Checked.count(in, "maxRequestBytes"),
            in.bool("allowPartialMessage"),
            in.bool("packAsBytes"));
    in.done();
    return body;
  }
}
