// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.mesh.service.MeshService;
import io.lateen.translate.view.ProxyView;
import java.util.List;

/** The names under which an application may call a service by itself, without its proxy's help. */
public final class CallNames {

  private CallNames() {}

  /**
   * The full name, second names, and short ones as far as no other service has them for itself;
   * neither patterns nor addresses.
   */
  public static List<String> of(MeshService service, ProxyView view) {
    var domains = Domains.of(service, List.of(), view.aliases(service.hostname()), view::isIn);
    return domains.all().stream()
        .filter(name -> !name.endsWith(".") && !name.startsWith("*"))
        .filter(name -> !domains.expansions().contains(name) || view.service(name).isEmpty())
        .distinct()
        .toList();
  }
}
