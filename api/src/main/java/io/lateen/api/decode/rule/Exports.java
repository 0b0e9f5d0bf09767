// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;

/** The rule for {@code exportTo} (pkg/config/validation validateExportTo). */
public final class Exports {

  private static final String FIELD = "exportTo";

  private Exports() {}

  /**
   * The visibility of an object.
   *
   * @param in the specification
   * @param namespace namespace of the object, which {@code .} stands for
   * @param noneAllowed whether {@code ~} may be written
   */
  public static List<String> read(ObjectReader in, String namespace, boolean noneAllowed) {
    var written = in.strings(FIELD);
    var seen = new HashSet<String>();
    for (var entry : written) {
      var meant = entry.equals(".") ? namespace : entry;
      if (entry.equals("~") && !noneAllowed) {
        in.error(FIELD, "~ (nobody) is not allowed for this kind");
      } else if (!entry.equals("*") && !entry.equals("~") && !DnsNames.isLabel(meant)) {
        in.error(FIELD, "\"" + entry + "\" must be ., * or the name of a namespace");
      } else if (!seen.add(meant)) {
        in.error(FIELD, "\"" + entry + "\" is listed twice, . being " + namespace);
      }
    }
    if (written.size() > 1 && seen.contains("*")) {
      in.error(FIELD, "* (everybody) cannot stand beside other entries");
    }
    if (written.size() > 1 && seen.contains("~")) {
      in.error(FIELD, "~ (nobody) cannot stand beside other entries");
    }
    return written;
  }
}
