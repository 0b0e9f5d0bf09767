// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What is to be done with a question. */
sealed interface Decision {

  /** Answer with these addresses; none means the host exists without addresses of that family. */
  record Addresses(List<InetAddress> addresses) implements Decision {}

  /** The name does not exist (RFC 8020). */
  record NoSuchName() implements Decision {}

  /** Not known yet; the caller should ask again. */
  record Later() implements Decision {}

  /** Somebody else knows. */
  record Forward() implements Decision {}

  /**
   * Decides. A host of the table is answered, also with an empty answer for the other address
   * family, so that no query for it leaves the machine. A name that only the mesh could know is
   * never forwarded: before the first table it is not known yet, afterwards it does not exist.
   */
  static Decision of(NameView view, Record question) {
    if (!(view instanceof NameView.Mesh(var hosts, var domain))
        || question.getDClass() != DClass.IN) {
      return new Forward();
    }
    var name = question.getName().toString(true).toLowerCase(Locale.ROOT);
    var ofMesh = isOfMesh(name, domain);
    if (hosts.isEmpty()) {
      return ofMesh ? new Later() : new Forward();
    }
    var found = hosts.get().find(name);
    if (found.isEmpty()) {
      return ofMesh ? new NoSuchName() : new Forward();
    }
    return switch (question.getType()) {
      case Type.A -> family(found.get(), Inet4Address.class);
      case Type.AAAA -> family(found.get(), Inet6Address.class);
      default -> ofMesh ? new Addresses(List.of()) : new Forward();
    };
  }

  private static Decision family(List<InetAddress> all, Class<? extends InetAddress> family) {
    return new Addresses(all.stream().filter(family::isInstance).toList());
  }

  /** Names under the mesh's domain, and single labels, which mean nothing to a public resolver. */
  private static boolean isOfMesh(String name, String domain) {
    return name.equals(domain)
        || name.endsWith("." + domain)
        || (name.indexOf('.') < 0 && !name.isEmpty());
  }
}
