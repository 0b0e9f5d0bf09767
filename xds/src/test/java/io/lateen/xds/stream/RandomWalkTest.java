// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Random walks of a client, checked step by step against {@link ModelClient}. */
class RandomWalkTest {

  private static final List<String> CLUSTERS = List.of("a", "b", "c", "d");
  private static final List<String> ROUTES = List.of("r", "s");
  private static final int MAX_STEPS = 60;

  /** {@code -Dlateen.walks=N} for more. */
  private static final int WALKS = Integer.getInteger("lateen.walks", 3_000);

  /**
   * One thing that happens; {@code a}, {@code b} and {@code bad} mean what the kind makes of it.
   */
  record Step(String kind, String a, String b, boolean bad) {
    @Override
    public String toString() {
      return kind + "(" + a + "," + b + (bad ? ",bad)" : ")");
    }
  }

  private static final Gen<Step> STEP =
      choices ->
          new Step(
              Gen.of(
                      "deliver",
                      "answer",
                      "cluster",
                      "route",
                      "listener",
                      "endpoints",
                      "remove",
                      "move",
                      "subscribe",
                      "unsubscribe",
                      "slow",
                      "fast",
                      "reconnect",
                      "removeEds",
                      "judge")
                  .draw(choices),
              Gen.of(CLUSTERS).draw(choices),
              Gen.of(CLUSTERS).draw(choices),
              choices.next(8) == 7);

  /** Long walks: the list generator of the testkit prefers short ones. */
  private static final Gen<List<Step>> STEPS =
      Gen.integer(1, MAX_STEPS).then(length -> STEP.list(length, length));

  @Test
  void clientsEndUpWithWhatTheyWant() {
    Property.forAll(Property.seed(), WALKS, STEPS, steps -> walk(new ModelClient(false), steps));
  }

  @Test
  void clientsBehindARelayToo() {
    Property.forAll(Property.seed(), WALKS, STEPS, steps -> walk(new ModelClient(true), steps));
  }

  /** Each difference is one to what the client accepted, and both together are the content. */
  @Test
  void clientsThatTakeDifferencesToo() {
    var resolved = new LongAdder();
    Property.forAll(
        Property.seed(),
        WALKS,
        STEPS,
        steps -> {
          var client = new ModelClient(true, true);
          walk(client, steps);
          resolved.add(client.resolved);
        });
    assertThat(resolved.sum()).isGreaterThan(WALKS / 10);
  }

  /** What was refused on one stream is not sent on the next, and everything else is. */
  @Test
  void refusalsOutliveStreams() {
    Property.forAll(
        Property.seed(),
        WALKS,
        STEPS,
        steps -> {
          var client = new ModelClient(true);
          client.remembered = true;
          walk(client, steps);
        });
  }

  @Test
  void clientsThatNameNobodyToo() {
    Property.forAll(Property.seed(), WALKS, STEPS, steps -> walk(tacit(false), steps));
  }

  /** With trials nobody who is innocent goes without. */
  @Test
  void innocentContentsArriveAfterTheVerdict() {
    Property.forAll(Property.seed(), WALKS, STEPS, steps -> walk(tacit(true), steps));
  }

  @Test
  void verdictsDoNoHarmWhereWordsTell() {
    Property.forAll(
        Property.seed(),
        WALKS,
        STEPS,
        steps -> {
          var client = new ModelClient(true);
          client.trials = true;
          walk(client, steps);
        });
  }

  private static ModelClient tacit(boolean trials) {
    var client = new ModelClient(false);
    client.tacit = true;
    client.trials = trials;
    return client;
  }

  private static void walk(ModelClient client, List<Step> steps) {
    var version = 0;
    for (var step : steps) {
      version++;
      perform(client, step, version);
    }
    client.quiesce();
    client.checkComplete();
  }

  private static void perform(ModelClient client, Step step, int version) {
    var view = client.view;
    var route = ROUTES.get(CLUSTERS.indexOf(step.b()) % 2);
    switch (step.kind()) {
      case "deliver" -> client.deliver();
      case "answer" -> client.answer();
      case "judge" -> client.judge();
      case "slow" -> client.slow = true;
      case "fast" -> {
        client.slow = false;
        client.pump();
      }
      case "reconnect" -> client.connect(CLUSTERS.indexOf(step.a()));
      case "cluster" -> client.publish(view.with("cds", step.a(), "" + version));
      case "endpoints" ->
          client.publish(view.with("eds", step.a(), (step.bad() ? "bad" : "") + version));
      case "removeEds" -> client.publish(view.without("eds", step.a()));
      case "listener" -> client.publish(route(view, "lds", "l", step, version));
      case "route" -> client.publish(route(view, "rds", route, step, version));
      case "remove" -> client.publish(withoutCluster(view, step.a(), version));
      case "move" ->
          client.publish(
              withoutCluster(route(view, "rds", route, step, version), step.b(), version));
      case "subscribe" -> {
        client.subscribe("eds", step.a());
        client.subscribe("rds", route);
      }
      case "unsubscribe" -> {
        client.unsubscribe("rds", route);
      }
      default -> throw new IllegalArgumentException(step.kind());
    }
  }

  /** A route that names a cluster, which exists from the same epoch on. */
  private static FakeView route(FakeView view, String type, String name, Step step, int version) {
    var target = step.a();
    var next =
        view.version("cds", target).isPresent() ? view : view.with("cds", target, "" + version);
    return next.with(type, name, (step.bad() ? "bad" : "") + version + ">" + target);
  }

  /** Without a cluster, and with its referrers changed so that they do not name it. */
  private static FakeView withoutCluster(FakeView view, String cluster, int version) {
    var next = view;
    for (var type : List.of("lds", "rds")) {
      for (var resource : new ArrayList<>(view.resources(FakeView.url(type)).values())) {
        if (ModelClient.references(resource.version()).contains(cluster)) {
          next = next.with(type, resource.name(), version + "-");
        }
      }
    }
    return next.without("cds", cluster).without("eds", cluster);
  }
}
