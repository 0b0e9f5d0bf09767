// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.translate.ResourceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of resources that a translation shows, in the order of the output. */
public enum ResourceKind {
  CLUSTERS(ResourceTypes.CLUSTER),
  ENDPOINTS(ResourceTypes.ENDPOINT),
  LISTENERS(ResourceTypes.LISTENER),
  ROUTES(ResourceTypes.ROUTE),
  /** Filters that are discovered on their own (ECDS). */
  EXTENSIONS("type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig");

  private final String typeUrl;

  ResourceKind(String typeUrl) {
    this.typeUrl = typeUrl;
  }

  /** Type URL of the resources. */
  public String typeUrl() {
    return typeUrl;
  }

  /** Name in the output and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that word; the singular counts too. */
  public static Optional<ResourceKind> parse(String word) {
    var lower = word.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(lower) || kind.word().equals(lower + "s"))
        .findFirst();
  }

  /** All of them. */
  public static List<ResourceKind> all() {
    return List.of(values());
  }
}
