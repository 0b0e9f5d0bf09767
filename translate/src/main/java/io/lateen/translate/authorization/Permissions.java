// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.SourcedMetadata;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.PathMatcher;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;

/** What a request asks for, as Envoy's permissions. */
final class Permissions {

  static final Permission ANY = Permission.newBuilder().setAny(true).build();

  private static final String AUTHORITY = ":authority";
  private static final String METHOD = ":method";
  private static final String TEMPLATE = "uri-template";

  private Permissions() {}

  static Permission host(String value) {
    return header(AUTHORITY, value, true);
  }

  static Permission method(String value) {
    return header(METHOD, value, false);
  }

  /**
   * A path. Envoy's templates know no segment with {@code [}, {@code ]} or what else a URL's path
   * should not have: a permission that is too narrow is Istio's, a refusal would be got around, and
   * is an expression instead.
   */
  static Permission path(String value, boolean allows) {
    boolean templated = value.contains("{*}") || value.contains("{**}");
    if (templated && !allows) {
      return Permission.newBuilder()
          .setUrlPath(PathMatcher.newBuilder().setPath(Patterns.template(value)))
          .build();
    }
    if (templated) {
      var template =
          UriTemplateMatchConfig.newBuilder()
              .setPathTemplate(value.replace("{**}", "**").replace("{*}", "*"))
              .build();
      return Permission.newBuilder()
          .setUriTemplate(
              TypedExtensionConfig.newBuilder()
                  .setName(TEMPLATE)
                  .setTypedConfig(Packed.any(template)))
          .build();
    }
    return Permission.newBuilder()
        .setUrlPath(PathMatcher.newBuilder().setPath(Patterns.text(value)))
        .build();
  }

  static Permission port(String value) {
    return Permission.newBuilder().setDestinationPort(Integer.parseInt(value)).build();
  }

  static Permission address(String value) {
    return Permission.newBuilder().setDestinationIp(ProtoValues.cidr(value)).build();
  }

  static Permission serverName(String value) {
    return Permission.newBuilder().setRequestedServerName(Patterns.text(value)).build();
  }

  static Permission metadata(MetadataMatcher matcher) {
    return Permission.newBuilder()
        .setSourcedMetadata(SourcedMetadata.newBuilder().setMetadataMatcher(matcher))
        .build();
  }

  static Permission all(List<Permission> rules) {
    return Permission.newBuilder()
        .setAndRules(
            Permission.Set.newBuilder().addAllRules(rules.isEmpty() ? List.of(ANY) : rules))
        .build();
  }

  static Permission any(List<Permission> rules) {
    return Permission.newBuilder()
        .setOrRules(Permission.Set.newBuilder().addAllRules(rules))
        .build();
  }

  static Permission not(Permission rule) {
    return Permission.newBuilder().setNotRule(rule).build();
  }

  private static Permission header(String name, String value, boolean ignoreCase) {
    return Permission.newBuilder().setHeader(matcher(name, value, ignoreCase)).build();
  }

  static HeaderMatcher matcher(String name, String value, boolean ignoreCase) {
    var header = HeaderMatcher.newBuilder().setName(name);
    return value.equals(Patterns.ANY)
        ? header.setPresentMatch(true).build()
        : header.setStringMatch(Patterns.text(value, ignoreCase)).build();
  }
}
