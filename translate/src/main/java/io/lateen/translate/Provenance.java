// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.Copies;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.servicepolicy.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which objects produced a resource, and which of its parts came from which lines.
 *
 * @param causes objects behind the resource as a whole, the deciding one first
 * @param parts objects behind named parts: virtual hosts by name, routes by {@code
 *     VIRTUAL_HOST#INDEX}, filter chains by name, those without name by {@code #INDEX} or {@link
 *     #DEFAULT_CHAIN}, what a chain does about TLS by the chain's part and {@link #TLS}. An empty
 *     list: Lateen itself
 */
public record Provenance(List<Cause> causes, Map<String, List<Cause>> parts) {

  /** The part of a listener's default filter chain. */
  public static final String DEFAULT_CHAIN = "#default";

  /** Ends the name of the part that says who decided about a filter chain's TLS. */
  public static final String TLS = "#tls";

  /** Made by Lateen itself, for every proxy. */
  public static final Provenance BUILT_IN = new Provenance(List.of(), Map.of());

  /**
   * One object, and the line in it that counts.
   *
   * @param source file name or other name of the input; empty when unknown
   * @param line 1-based; 0 when unknown
   */
  public record Cause(ObjectKey object, String source, int line) {

    /** The object as a whole. */
    public static Cause of(ConfigObject<?> object) {
      return new Cause(object.author(), object.origin().source(), object.origin().line());
    }

    /** The line that made a setting. */
    public static Cause of(Decided<?> setting) {
      return new Cause(setting.object(), setting.origin().source(), setting.origin().line());
    }

    /** A part of the object that begins on {@code line}; the object's own line when that is 0. */
    public static Cause of(ConfigObject<?> object, int line) {
      return line == 0 ? of(object) : new Cause(object.author(), object.origin().source(), line);
    }
  }

  public Provenance {
    causes = List.copyOf(causes);
    parts = parts instanceof DiffMap ? parts : Copies.sorted(parts);
  }

  public static Provenance of(List<Cause> causes) {
    return causes.isEmpty() ? BUILT_IN : new Provenance(causes, Map.of());
  }

  /** The same with more objects behind the whole. */
  public Provenance with(List<Cause> more) {
    var all = new ArrayList<>(causes);
    more.stream().filter(cause -> !causes.contains(cause)).forEach(all::add);
    return new Provenance(all, parts);
  }

  public static Provenance of(ConfigObject<?> object) {
    return of(List.of(Cause.of(object)));
  }
}
