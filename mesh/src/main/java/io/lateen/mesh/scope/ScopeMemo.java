// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.networking.Sidecar;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the outbound scopes of one state of the mesh, so that workloads of one class get the
 * same object, and hands objects on to the next state where they come out equal. The results are
 * those of a pure function; two threads that ask at once may both compute and get one of the two
 * equal results. Holds at most one scope for each pair of namespace and Sidecar that workloads
 * have.
 */
public final class ScopeMemo {

  private record Class(String namespace, Optional<ObjectKey> sidecar) {

    /** As of every record, written out: each proxy asks at each edit of what others see. */
    @Override
    public int hashCode() {
      return 31 * namespace.hashCode() + sidecar.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Class of
          && namespace.equals(of.namespace)
          && sidecar.equals(of.sidecar);
    }
  }

  private final ScopeInputs inputs;
  private final Map<Class, OutboundScope> earlier;
  private final Optional<ScopeChanges> changes;
  private final ConcurrentHashMap<Class, OutboundScope> known = new ConcurrentHashMap<>();

  private ScopeMemo(
      ScopeInputs inputs, Map<Class, OutboundScope> earlier, Optional<ScopeChanges> changes) {
    this.inputs = inputs;
    this.earlier = earlier;
    this.changes = changes;
  }

  /** A memo for the first state. */
  public static ScopeMemo of(ScopeInputs inputs) {
    return new ScopeMemo(inputs, Map.of(), Optional.empty());
  }

  /** The memo of the next state; this very object when no part of the inputs is another one. */
  public ScopeMemo next(ScopeInputs now) {
    return inputs.isSameAs(now)
        ? this
        : new ScopeMemo(now, Map.copyOf(known), ScopeChanges.small(inputs, now));
  }

  public ScopeInputs inputs() {
    return inputs;
  }

  /** The Sidecar of a workload; gateways have none. */
  public Optional<ConfigObject<Sidecar>> sidecarOf(Workload workload) {
    return workload.role() == ProxyRole.ROUTER
        ? Optional.empty()
        : inputs
            .sidecars()
            .of(workload.namespace(), workload.labels(), inputs.settings().rootNamespace());
  }

  /** The outbound scope of a workload. */
  public OutboundScope of(Workload workload) {
    return of(workload.namespace(), sidecarOf(workload));
  }

  /**
   * The outbound scope of workloads that had another one; for a state with the same Sidecars as
   * that one's.
   */
  public OutboundScope after(OutboundScope past) {
    return of(past.namespace(), past.sidecar());
  }

  private OutboundScope of(String namespace, Optional<ConfigObject<Sidecar>> sidecar) {
    var of = new Class(namespace, sidecar.map(ConfigObject::key));
    @Nullable OutboundScope found = known.get(of);
    if (found != null) {
      return found;
    }
    OutboundScope scope = scope(of, sidecar);
    @Nullable OutboundScope raced = known.putIfAbsent(of, scope);
    return raced == null ? scope : raced;
  }

  private OutboundScope scope(Class of, Optional<ConfigObject<Sidecar>> sidecar) {
    @Nullable OutboundScope before = earlier.get(of);
    if (before != null && changes.isPresent() && before.sidecar().equals(sidecar)) {
      return OutboundScopes.next(before, changes.get());
    }
    OutboundScope computed = OutboundScopes.compute(inputs, of.namespace(), sidecar);
    return before != null && before.equals(computed) ? before : sharing(of, computed);
  }

  /** What proxies of two namespaces see under one Sidecar differs in little, if in anything. */
  private OutboundScope sharing(Class of, OutboundScope computed) {
    return Stream.concat(known.entrySet().stream(), earlier.entrySet().stream())
        .filter(other -> other.getKey().sidecar().equals(of.sidecar()))
        .findFirst()
        .map(other -> computed.sharing(other.getValue()))
        .orElse(computed);
  }
}
