// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.ProxyResources;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.ViewSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of the mesh. Updates of one layer that wait are merged, so what waits is bounded by
 * the number of objects; one epoch takes all that waits. Proxies to which an epoch says nothing new
 * do not hear of it (docs/decisions/059).
 */
public final class Pipeline implements ViewSource {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final Engine engine;
  private final ProblemBoard board;
  private final ProxyFinder finder;
  private final Seams seams;
  private final PipelineObserver observer;
  private final Set<Layer> required;

  private final Object lock = new Object();
  private final Map<Layer, SourceUpdate> waiting = new EnumMap<>(Layer.class);
  private final AtomicInteger registered = new AtomicInteger();
  private final Set<Follower> joining = ConcurrentHashMap.newKeySet();
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final List<Consumer<Epoch>> listeners = new CopyOnWriteArrayList<>();
  private final List<Herald> heralds = new CopyOnWriteArrayList<>();
  private boolean scheduled;
  private boolean running;
  private long receivedNanos;

  private final WireResources wire;
  private final EpochPacer pacer = new EpochPacer();
  private volatile LayeredConfig config = LayeredConfig.EMPTY;

  /** The epochs of changes since the first one. */
  private final Map<ObjectKey, Long> changes = new ConcurrentHashMap<>();

  /** The number of the first epoch; 0 before it. */
  private volatile long first;

  /** Proxies that came since {@link #attendance} was asked. */
  private final Set<WorkloadKey> arrived = new HashSet<>();

  private final Set<Layer> told = EnumSet.noneOf(Layer.class);
  private volatile Epoch epoch = new Epoch(0, MeshSnapshot.EMPTY, 0, Instant.EPOCH, 0, false);

  /**
   * What the pipeline gets from its surroundings.
   *
   * @param writer runs one task at a time
   * @param scheduler for the pause between epochs
   * @param outgoing what is done to each resource before a stream gets it
   */
  public record Seams(
      Executor writer,
      Scheduler scheduler,
      NanoClock ticks,
      InstantSource clock,
      Outgoing outgoing) {

    /** Streams get resources as they were made. */
    public Seams(Executor writer, Scheduler scheduler, NanoClock ticks, InstantSource clock) {
      this(writer, scheduler, ticks, clock, Outgoing.AS_MADE);
    }
  }

  /**
   * A pipeline that publishes once all of {@code required} have told their first state.
   *
   * @param finder finds the workload behind a proxy
   */
  public Pipeline(
      Translation translation,
      ProblemBoard board,
      ProxyFinder finder,
      Seams seams,
      PipelineObserver observer,
      Set<Layer> required) {
    this.engine = new Engine(translation, board);
    this.board = board;
    this.finder = finder;
    this.seams = seams;
    this.wire = new WireResources(seams.outgoing());
    this.observer = observer;
    this.required = Set.copyOf(required);
  }

  /** Hears on the writer to whom an epoch says something new, before it is published. */
  @FunctionalInterface
  public interface Herald {

    /** The ids of those proxies; must not block. */
    void concerns(long epoch, Collection<String> proxies);
  }

  /** Takes a change and returns at once; the first one of a layer is its whole state. */
  public void submit(SourceUpdate update) {
    synchronized (lock) {
      if (waiting.isEmpty()) {
        receivedNanos = seams.ticks().nanos();
      }
      waiting.merge(update.layer(), update, SourceUpdate::then);
    }
    wake();
  }

  /** The newest published state. */
  public Epoch epoch() {
    return epoch;
  }

  /** The object of a key as it is written now; a held-back one is not what the mesh has. */
  public Optional<ConfigObject<?>> inForce(ObjectKey key) {
    return config.inForce(key);
  }

  /** The epoch with the newest change of an object; 0 when there is no such object. */
  public long changedAt(ObjectKey key) {
    var known = changes.get(key);
    if (known != null) {
      return known;
    }
    return config.inForce(key).isPresent() ? first : 0;
  }

  /** Hears of each epoch on the writer, after the proxies got it; must not block. */
  public void onEpoch(Consumer<Epoch> listener) {
    listeners.add(listener);
  }

  /** Adds one who hears whom epochs concern. */
  public void onNews(Herald herald) {
    heralds.add(herald);
  }

  /** The newest view of each connected proxy, by its id. */
  public Map<String, DesiredConfig> desired() {
    var desired = new HashMap<String, DesiredConfig>();
    for (var follower : followers) {
      var view = follower.view();
      desired.put(follower.node().id(), new DesiredConfig(view.epoch(), view.translated()));
    }
    return desired;
  }

  /** The newest view of one connected proxy. */
  public Optional<DesiredConfig> desired(String id) {
    for (var follower : followers) {
      if (follower.node().id().equals(id)) {
        var view = follower.view();
        return Optional.of(new DesiredConfig(view.epoch(), view.translated()));
      }
    }
    return Optional.empty();
  }

  /**
   * The proxies that are connected or were since this was asked before, as far as there are records
   * of them. For the writer.
   */
  public Set<WorkloadKey> attendance() {
    var present = new HashSet<>(arrived);
    arrived.clear();
    for (var workload : workloads(epoch.mesh(), followers).values()) {
      present.add(workload.key());
    }
    return present;
  }

  @Override
  public Registration register(ProxyNode node, Consumer<ResourceView> onChange) {
    var follower = new Follower(registered.incrementAndGet(), node, onChange);
    followers.add(follower);
    joining.add(follower);
    wake();
    return () -> {
      follower.close();
      followers.remove(follower);
      joining.remove(follower);
    };
  }

  private void wake() {
    synchronized (lock) {
      if (scheduled) {
        return;
      }
      scheduled = true;
      if (!running) {
        begin();
      }
    }
  }

  /** Has an epoch run as soon as the pacer lets it. */
  private void begin() {
    var delay = pacer.delay(seams.ticks().nanos());
    if (delay.isZero()) {
      seams.writer().execute(this::runEpoch);
    } else {
      seams.scheduler().schedule(delay, () -> seams.writer().execute(this::runEpoch));
    }
  }

  private void runEpoch() {
    List<SourceUpdate> updates;
    long received;
    synchronized (lock) {
      scheduled = false;
      running = true;
      received = receivedNanos;
      updates = List.copyOf(waiting.values());
      waiting.clear();
    }
    var begin = seams.ticks().nanos();
    try {
      advance(updates, received);
    } catch (RuntimeException | Error e) {
      LOG.error("an epoch failed; the proxies keep what they have", e);
      observer.epochFailed();
    }
    synchronized (lock) {
      var end = seams.ticks().nanos();
      pacer.ended(end - begin, end);
      running = false;
      if (scheduled) {
        begin();
      }
    }
  }

  private void advance(List<SourceUpdate> updates, long received) {
    var begin = seams.ticks().nanos();
    var delta = merge(updates);
    var revision =
        updates.stream().mapToLong(SourceUpdate::revision).reduce(epoch.storeRevision(), Math::max);
    var ready = told.containsAll(required);
    if (!ready) {
      engine.apply(delta, mesh -> List.of());
      return;
    }
    var newcomers = List.copyOf(joining);
    var everyone = List.copyOf(followers);
    var proxies = new Proxies(mesh -> isNew(mesh) ? everyone : newcomers);
    var output = delta.isEmpty() ? engine.translateNow(proxies) : engine.apply(delta, proxies);
    var changed = isNew(engine.mesh());
    var number = changed ? epoch.number() + 1 : epoch.number();
    if (first == 0) {
      first = number;
    } else {
      delta.upserts().keySet().forEach(key -> changes.put(key, number));
    }
    delta.removals().forEach(changes::remove);
    var news = changed || !delta.isEmpty() || revision > epoch.storeRevision();
    var since = changed ? received : epoch.receivedNanos();
    if (changed) {
      wire.everyone();
    }
    var tidings =
        Tiding.of(changed ? everyone : newcomers, proxies.at(engine.mesh()), output, wire);
    if (changed) {
      announce(number, tidings);
    }
    epoch = new Epoch(number, engine.mesh(), revision, seams.clock().instant(), since, true);
    publish(tidings, number);
    for (var newcomer : newcomers) {
      newcomer.workload(engine.mesh(), finder).map(Workload::key).ifPresent(arrived::add);
    }
    newcomers.stream().filter(follower -> !follower.isAhead()).forEach(joining::remove);
    if (changed) {
      observer.epochPublished(number, seams.ticks().nanos() - begin, tidings.size());
    }
    if (news) {
      listeners.forEach(listener -> listener.accept(epoch));
    }
  }

  /** Whether proxies may have to hear of the mesh; a change that says nothing new is none. */
  private boolean isNew(MeshSnapshot mesh) {
    return mesh != epoch.mesh() || !epoch.ready();
  }

  /** The workloads behind the proxies that have to hear of a mesh. */
  private final class Proxies implements Engine.Audience {

    private final Function<MeshSnapshot, List<Follower>> audience;
    private MeshSnapshot mesh = MeshSnapshot.EMPTY;
    private Map<Follower, Workload> found = Map.of();

    Proxies(Function<MeshSnapshot, List<Follower>> audience) {
      this.audience = audience;
    }

    @Override
    public Collection<Workload> in(MeshSnapshot at) {
      return at(at).values();
    }

    Map<Follower, Workload> at(MeshSnapshot at) {
      if (mesh != at || found.isEmpty()) {
        mesh = at;
        found = workloads(at, audience.apply(at));
      }
      return found;
    }
  }

  private ConfigDelta merge(List<SourceUpdate> updates) {
    var delta = ConfigDelta.EMPTY;
    for (var update : updates) {
      told.add(update.layer());
      var step = config.apply(update);
      config = step.next();
      delta = delta.then(step.delta());
      board.put(ProblemBoard.Finding.DOCUMENT, update.problems());
      board.put(ProblemBoard.Finding.LAYERS, step.shadowed());
    }
    return delta;
  }

  private Map<Follower, Workload> workloads(MeshSnapshot mesh, Collection<Follower> audience) {
    HashMap<Follower, Workload> found = HashMap.newHashMap(audience.size());
    for (var follower : audience) {
      var workload = follower.workload(mesh, finder);
      if (workload.isPresent()) {
        found.put(follower, workload.get());
      }
    }
    return found;
  }

  /** Of a newcomer an answer is owed anyway, and its other streams may have answered long ago. */
  private void announce(long number, List<Tiding> tidings) {
    var ids = tidings.stream().map(tiding -> tiding.follower().node().id()).distinct().toList();
    heralds.forEach(herald -> herald.concerns(number, ids));
  }

  private void publish(List<Tiding> tidings, long number) {
    int left = 0;
    for (var tiding : tidings) {
      if (tiding.resources().isPresent()) {
        tell(tiding.follower(), tiding.resources().get(), number);
      } else {
        tiding.follower().leave();
        left++;
      }
    }
    if (left > 0) {
      LOG.debug("{} proxies keep what they have: no record yet, or no translation", left);
    }
  }

  /** What fails for one proxy, such as the opening of its secrets, is nothing to the next one. */
  private void tell(Follower follower, ProxyResources resources, long number) {
    try {
      follower.publish(follower.view().next(number, epoch.storeRevision(), resources, wire));
    } catch (RuntimeException | Error e) {
      follower.leave();
      LOG.error("proxy {} keeps what it has", follower.node().id(), e);
    }
  }
}
