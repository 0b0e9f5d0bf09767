// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.gatewayapi.GatewayClass;
import io.lateen.base.decode.ObjectReader;
import java.util.regex.Pattern;

/** Decodes GatewayClasses (gateway-api: apis/v1/gatewayclass_types.go). */
public final class GatewayClassDecoder implements SpecDecoder<GatewayClass> {

  private static final int MAX_CONTROLLER = 253;
  private static final Pattern CONTROLLER =
      Pattern.compile(
          "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*"
              + "/[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");

  @Override
  public GatewayClass decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    if (!in.has("controllerName")) {
      in.error("controllerName", "is required");
    }
    var controller =
        Names.text(in, "controllerName", CONTROLLER, MAX_CONTROLLER, "must be a domain and a path");
    in.ignore("description", "parametersRef");
    in.done();
    return new GatewayClass(controller.orElse(""));
  }
}
