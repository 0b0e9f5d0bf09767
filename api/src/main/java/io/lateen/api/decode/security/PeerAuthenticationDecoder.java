// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.security;

import io.lateen.api.ObjectMeta;
import io.lateen.api.WorkloadSelector;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.security.MtlsMode;
import io.lateen.api.security.PeerAuthentication;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Decodes peer authentication (api: security/v1beta1/peer_authentication.proto; rules:
 * pkg/config/validation ValidatePeerAuthentication).
 */
public final class PeerAuthenticationDecoder implements SpecDecoder<PeerAuthentication> {

  @Override
  public PeerAuthentication decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var policy =
        new PeerAuthentication(
            Labels.selector(in, "selector", "matchLabels"),
            in.object("mtls", PeerAuthenticationDecoder::mode).orElse(MtlsMode.UNSET),
            ports(in));
    in.done();
    var selectsAll =
        policy
            .selector()
            .map(WorkloadSelector::labels)
            .filter(labels -> !labels.isEmpty())
            .isEmpty();
    if (in.has("portLevelMtls") && in.map("portLevelMtls").isEmpty()) {
      in.error("portLevelMtls", "needs at least one port");
    } else if (in.has("portLevelMtls") && selectsAll) {
      in.error("portLevelMtls", "needs a selector: ports belong to workloads");
    }
    return policy;
  }

  private static MtlsMode mode(ObjectReader in) {
    var mode = in.enumeration("mode", MtlsMode.UNSET);
    in.done();
    return mode;
  }

  private static Map<Integer, MtlsMode> ports(ObjectReader in) {
    var ports = new TreeMap<Integer, MtlsMode>();
    in.map("portLevelMtls")
        .forEach(
            (name, value) ->
                port(name, value)
                    .ifPresent(
                        port ->
                            ports.put(
                                port,
                                value
                                    .object()
                                    .map(PeerAuthenticationDecoder::mode)
                                    .orElse(MtlsMode.UNSET))));
    return ports;
  }

  private static OptionalInt port(String name, Value value) {
    if (name.matches("[0-9]{1,5}")) {
      var port = Integer.parseInt(name);
      if (port >= 1 && port <= 65_535) {
        return OptionalInt.of(port);
      }
    }
    value.error("\"" + name + "\" is not a port from 1 to 65535");
    return OptionalInt.empty();
  }
}
