// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.proxy.CauseRendering;
import io.lateen.controlplane.proxy.NackEntry;
import io.lateen.controlplane.proxy.RefusalText;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.server.ProxyStatus;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refusals as documents. */
final class NackRendering {

  private NackRendering() {}

  /** What stands refused now. */
  static ObjectNode of(ProxyStatus.Nack nack, List<String> objects) {
    var json = Rendering.JSON.createObjectNode();
    json.put("at", nack.at().toString()).put("message", RefusalText.of(nack.message()));
    json.put("knownBy", word(nack.source()));
    names(json.putArray("resources"), nack.guilty());
    names(json.putArray("suspects"), nack.suspects());
    var reasons = json.putObject("reasons");
    nack.reasons().forEach((name, reason) -> reasons.put(name, RefusalText.of(reason)));
    names(json.putArray("objects"), objects);
    return json;
  }

  /** The journal of one proxy. */
  static ObjectNode list(List<NackEntry> entries) {
    var answer = Rendering.document("NackList");
    var items = answer.putArray("items");
    entries.forEach(entry -> items.add(of(entry)));
    return answer;
  }

  private static ObjectNode of(NackEntry entry) {
    var json = Rendering.JSON.createObjectNode();
    json.put("at", entry.at().toString()).put("type", TypeUrls.shortName(entry.typeUrl()));
    json.put("typeUrl", entry.typeUrl()).put("nonce", entry.nonce()).put("epoch", entry.epoch());
    json.put("code", entry.code()).put("message", entry.message());
    json.put("knownBy", word(entry.source()));
    var guilty = json.putArray("guilty");
    entry
        .guilty()
        .forEach(
            one -> {
              var item = guilty.addObject().put("resource", one.resource());
              item.put("reason", one.reason());
              CauseRendering.add(item.putArray("objects"), one.objects());
            });
    names(json.putArray("suspects"), entry.suspects());
    entry.mended().ifPresent(at -> json.put("mended", at.toString()));
    return json;
  }

  private static void names(ArrayNode list, List<String> names) {
    names.forEach(list::add);
  }

  private static String word(ProxyStatus.Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
