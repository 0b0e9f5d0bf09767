// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The result of a plan with what it was made from.
 *
 * @param <R> an immutable result
 */
public final class Kept<R> {

  private final R result;
  private final Trace trace;

  private Kept(R result, Trace trace) {
    this.result = result;
    this.trace = trace;
  }

  /** Runs the plan. It may ask nothing but the view it is given. */
  public static <R> Kept<R> of(ProxyView view, Function<ProxyView, R> plan) {
    var tracing = new TracingView(view);
    var result = plan.apply(tracing);
    return new Kept<>(result, tracing.trace());
  }

  public R result() {
    return result;
  }

  /**
   * Whether the plan would give this result on {@code view}.
   *
   * @param changed the sources of the view that are other objects than those for which this was
   *     made or last found to hold
   */
  public boolean holds(ProxyView view, Set<Source> changed) {
    return trace.holds(view, changed);
  }

  /** What several results depend on of the proxy itself. */
  public static ProxyFacts facts(Iterable<? extends Kept<?>> all) {
    Map<Read<?>, Object> heard = new LinkedHashMap<>();
    for (Kept<?> kept : all) {
      kept.trace.aboutProxy(heard);
    }
    return new ProxyFacts(new Trace(heard));
  }

  /** Facts of a proxy that results depend on. */
  public static final class ProxyFacts {

    private static final Set<Source> PROXY = Set.of(Source.PROXY);

    private final Trace trace;

    private ProxyFacts(Trace trace) {
      this.trace = trace;
    }

    /** Whether the view's proxy is no different in them. */
    public boolean hold(ProxyView view) {
      return trace.holds(view, PROXY);
    }
  }
}
