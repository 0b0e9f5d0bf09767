// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.Hosts;
import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;

/** Decodes the hosts and ports for outbound traffic of sidecars. */
final class SidecarEgressDecoder {

  private SidecarEgressDecoder() {}

  static List<SidecarEgress> read(ObjectReader in, String namespace) {
    var entries = in.objects("egress", part -> decode(part, namespace));
    var items = in.items("egress");
    var listeners = new HashSet<String>();
    for (var index = 0; index < entries.size(); index++) {
      var entry = entries.get(index);
      var item = items.get(index);
      if (entry.port().isEmpty()) {
        if (index != entries.size() - 1) {
          item.error("the entry without a port must be the last one");
        }
      } else {
        var number = entry.port().get().number();
        if (!listeners.add(number == 0 ? entry.bind() : Integer.toString(number))) {
          item.error("the port number or Unix socket is given twice");
        }
      }
    }
    return entries;
  }

  private static SidecarEgress decode(ObjectReader in, String namespace) {
    var bind = in.string("bind");
    var unix = bind.startsWith(Addresses.UNIX_PREFIX);
    var entry =
        new SidecarEgress(
            in.object("port", part -> PortSpecDecoder.sidecar(part, unix)),
            bind,
            in.enumeration("captureMode", CaptureMode.DEFAULT),
            Checked.strings(in, "hosts", Hosts::sidecarHostFault),
            in.line());
    in.done();
    if (entry.hosts().isEmpty()) {
      in.error("hosts", "needs at least one host");
    }
    if (entry.port().isPresent()) {
      checkBind(in, entry, entry.port().get().number());
    }
    warnDuplicates(in, entry.hosts(), namespace);
    return entry;
  }

  private static void checkBind(ObjectReader in, SidecarEgress entry, int number) {
    var bind = entry.bind();
    if (number != 0) {
      SidecarDecoder.checkBind(in, bind);
    } else if (bind.startsWith(Addresses.UNIX_PREFIX)) {
      SidecarDecoder.checkUnix(in, "bind", bind);
      if (entry.captureMode() == CaptureMode.IPTABLES) {
        in.error("captureMode", "must be DEFAULT or NONE for a Unix socket");
      }
    }
  }

  private static void warnDuplicates(ObjectReader in, List<String> hosts, String namespace) {
    var seen = new HashSet<String>();
    var namespaces = new HashSet<String>();
    for (var written : hosts) {
      if (written.startsWith("~")) {
        continue;
      }
      var host = written.startsWith("./") ? namespace + written.substring(1) : written;
      var of = host.substring(0, host.indexOf('/') + 1);
      var covered = seen.contains(host) || seen.contains(of + "*");
      var coversOthers = !namespaces.add(of) && host.equals(of + "*");
      if (covered || coversOthers) {
        in.warning("hosts", "\"" + written + "\" overlaps with a host before it", "");
      }
      seen.add(host);
    }
    if (seen.contains("*/*") && seen.stream().anyMatch(host -> !host.startsWith("*/"))) {
      in.warning("hosts", "*/* covers everything, so the other hosts have no effect", "");
    }
  }
}
