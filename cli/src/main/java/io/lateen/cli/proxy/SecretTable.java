// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Table;
import java.time.Instant;
import java.util.List;

/** {@code proxy-config secret}: certificates only, Envoy hides the keys itself. */
final class SecretTable {

  private SecretTable() {}

  static List<ConfigDump.Secret> select(List<ConfigDump.Secret> secrets, Filter filter) {
    return secrets.stream().filter(s -> Filter.passes(filter.name(), name(s))).toList();
  }

  static Table table(List<ConfigDump.Secret> secrets, Instant now) {
    var table =
        new Table(
            "RESOURCE NAME",
            "TYPE",
            "STATUS",
            "VALID CERT",
            "SERIAL NUMBER",
            "NOT AFTER",
            "NOT BEFORE");
    for (var secret : secrets) {
      var dumped = DumpedSecret.of(secret.entry());
      var type = dumped.isChain() ? "Cert Chain" : "CA";
      var certificate = dumped.certificates().stream().findFirst();
      if (certificate.isEmpty()) {
        table.row(name(secret), type, secret.state(), "false", "", "", "");
        continue;
      }
      var x509 = certificate.get();
      var notAfter = x509.getNotAfter().toInstant();
      var notBefore = x509.getNotBefore().toInstant();
      var valid = !now.isAfter(notAfter) && !now.isBefore(notBefore);
      table.row(
          name(secret),
          type,
          secret.state(),
          Boolean.toString(valid),
          x509.getSerialNumber().toString(16),
          notAfter.toString(),
          notBefore.toString());
    }
    return table;
  }

  private static String name(ConfigDump.Secret secret) {
    return secret.entry().path("name").asString("");
  }
}
