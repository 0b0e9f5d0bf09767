// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  /** With the result of another one, when that is equal; whoever has it then shares it. */
  public Kept<R> sharing(@Nullable Kept<R> other) {
    return other != null && other.result.equals(result) ? new Kept<>(other.result, trace) : this;
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

  /** The hosts and VirtualServices that the plan asked about. */
  public Set<String> topics() {
    return trace.topics();
  }

  /** What several results depend on besides single hosts, VirtualServices and policies of peers. */
  public static Facts facts(Iterable<? extends Kept<?>> all) {
    Map<Read<?>, Object> heard = new LinkedHashMap<>();
    for (Kept<?> kept : all) {
      kept.trace.general(heard);
    }
    return new Facts(heard);
  }

  /** Questions that many plans ask, each once. */
  public static final class Facts {

    private final Map<Read<?>, Object> heard;
    private final Trace trace;

    private Facts(Map<Read<?>, Object> heard) {
      this.heard = heard;
      this.trace = new Trace(heard);
    }

    /** Whether the answers are no different as far as they depend on {@code changed}. */
    public boolean hold(ProxyView view, Set<Source> changed) {
      return trace.holds(view, changed);
    }

    /** Whether a new result depends on nothing else of the kind than the one that it replaces. */
    public static boolean areSame(Kept<?> before, Kept<?> after) {
      return facts(List.of(before)).heard.equals(facts(List.of(after)).heard);
    }
  }
}
